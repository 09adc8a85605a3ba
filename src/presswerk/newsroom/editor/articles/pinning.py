"""The screen on which an article is pinned to fronts."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput

from presswerk.newsroom.actions import pinning
from presswerk.newsroom.editor.sections.overview import may_arrange
from presswerk.newsroom.editor.sections.tree import branches
from presswerk.newsroom.models import ArticlePage


class PinForm(forms.Form):
    """On which front, where on it, and until when."""

    place = forms.ChoiceField(
        label=gettext_lazy("Place"),
        choices=[("lead", gettext_lazy("As the lead")), ("teaser", gettext_lazy("As the first teaser"))],
        initial="lead",
        widget=forms.RadioSelect,
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Without a time it stays until you change it."),
    )

    def __init__(self, *args: Any, fronts: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, page.get_admin_display_title()) for key, page in fronts.items()]
        self.fields["front"] = forms.ChoiceField(label=gettext_lazy("Front"), choices=choices)
        self.order_fields(["front", "place", "until"])

    def clean_until(self) -> Any:
        """A moment to come, or None."""
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise ValidationError(_("This moment has passed already."))
        return until


class PinView(WagtailAdminTemplateMixin, FormView):
    """Pins an article, or takes it off again."""

    template_name = "newsroom/editor/articles/pin.html"
    form_class = PinForm
    page_title = gettext_lazy("Pin to a front")
    header_icon = "thumbtack"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.article = get_object_or_404(ArticlePage, pk=kwargs["article_id"])
        if not self.fronts:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def fronts(self) -> dict[str, Any]:
        """The front and the sections of the article's edition that the person may publish, by id."""
        pages: list[Any] = [
            page
            for branch in branches()
            if branch.front.locale_id == self.article.locale_id
            for page in (branch.front, *branch.sections)
        ]
        allowed = [page for page in pages if page.permissions_for_user(self.request.user).can_publish()]
        return {str(page.pk): page for page in allowed}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"fronts": self.fronts}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        taken_off = self.fronts.get(request.POST.get("take_off", ""))
        if taken_off is None:
            return super().post(request, *args, **kwargs)
        pinning.unpin(self.article, taken_off, by=request.user)
        title = taken_off.get_admin_display_title()
        messages.success(request, _("The article is no longer pinned on “%(front)s”.") % {"front": title})
        return redirect(request.path)

    def form_valid(self, form: PinForm) -> HttpResponseRedirect:
        front = self.fronts[form.cleaned_data["front"]]
        pinning.pin(
            self.article, front, form.cleaned_data["place"], form.cleaned_data["until"], by=self.request.user
        )
        title = front.get_admin_display_title()
        messages.success(
            self.request,
            _("The article is pinned on “%(front)s”.") % {"front": title},
            buttons=[messages.button(front.url, _("View live"))] if front.live else [],
        )
        return redirect("wagtailadmin_pages:edit", self.article.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("articles:index"), "label": _("Articles")},
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.article.pk]),
                "label": self.article.get_admin_display_title(),
            },
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        pinned = [page for page in pinning.pinned_on(self.article) if str(page.pk) in self.fronts]
        return context | {"article": self.article, "pinned": pinned, "media": context["form"].media}


class PinButton(PageMenuItem):
    """In the menu of an article's screen."""

    label = gettext_lazy("Pin to a front")
    icon_name = "thumbtack"
    url_name = "newsroom_pin"

    def is_shown(self, user: Any) -> bool:
        return may_arrange(user) and self.page.permissions_for_user(user).can_edit()

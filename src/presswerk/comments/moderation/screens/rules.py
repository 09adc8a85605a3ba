"""The rules of debates: the whole paper's, a section's, an article's."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput, AdminTimeInput

from presswerk.comments.models import Debate, DebateRules, Mode
from presswerk.comments.moderation.scopes import Scope, save_rules, set_attack_mode
from presswerk.comments.moderation.screens.access import RuleSettersOnly
from presswerk.comments.moderation.screens.frame import DeskScreen
from presswerk.newsroom.models import ArticlePage, SectionPage

FIELDS = (
    "mode", "hold_above", "discard_above", "hold_insults_above", "close_after_days", "close_after_comments",
    "closed_at", "slow_seconds", "read_from", "read_until", "shortest", "longest",
)  # fmt: skip
ATTACK_HOURS = (1, 6, 24, 72)


class RulesForm(forms.ModelForm):
    """All fields may stay empty: what is empty comes from above."""

    class Meta:
        model = DebateRules
        fields = FIELDS
        widgets = {"closed_at": AdminDateTimeInput, "read_from": AdminTimeInput, "read_until": AdminTimeInput}

    def __init__(self, *args: Any, inherited: dict[str, tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = [("", _("As above")), *Mode.choices]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            value, of = inherited[name]
            field.help_text = _("If empty: %(value)s (%(of)s)") % {"value": told(name, value), "of": of}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        shortest, longest = cleaned.get("shortest"), cleaned.get("longest")
        if shortest and longest and shortest > longest:
            self.add_error("longest", _("This must not be less than the fewest characters."))
        return cleaned


def told(name: str, value: Any) -> str:
    """A field's value in words."""
    if name.startswith("close_after") and not value:
        return _("never")
    if name == "closed_at" and value is None:
        return _("no")
    if name.startswith("read_") and value is None:
        return _("at any hour")
    if value is None:
        return _("as the filter sees fit")
    return str(Mode(value).label) if name == "mode" else str(value)


class RulesOverview(RuleSettersOnly, DeskScreen, TemplateView):
    """Where rules are set, and the way to all other places."""

    template_name = "moderation/rules.html"
    page_title = gettext_lazy("Rules")
    place = "moderation:rules"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        of_sections = {row.section_id: row for row in DebateRules.objects.exclude(section=None)}
        sections = [
            {"page": page, "indent": page.depth - 3, "rules": of_sections.get(page.pk)}
            for page in SectionPage.objects.order_by("path").only("title", "path", "depth")
        ]
        under_attack = Debate.objects.filter(attack_until__gt=timezone.now()).select_related("article")
        articles = DebateRules.objects.exclude(article=None).select_related("article").order_by("-pk")[:100]
        return {
            **super().get_context_data(**kwargs),
            "paper": DebateRules.objects.filter(section=None, article=None).first(),
            "sections": sections,
            "articles": articles,
            "under_attack": under_attack.defer("article__body")[:50],
        }


class ScopeView(RuleSettersOnly, DeskScreen, FormView):
    """The rules of one scope."""

    template_name = "moderation/scope.html"
    form_class = RulesForm
    place = ""
    kind = "paper"

    @cached_property
    def scope(self) -> Scope:
        """Whose rules these are. Raises Http404."""
        if self.kind == "section":
            return Scope(section=get_object_or_404(SectionPage, pk=self.kwargs["pk"]))
        if self.kind == "article":
            return Scope(article=get_object_or_404(ArticlePage, pk=self.kwargs["pk"]))
        return Scope()

    def get_page_title(self) -> str:
        return _("Rules: %(name)s") % {"name": self.scope.name}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "instance": self.scope.rules(),
            "inherited": self.scope.inherited(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope = self.scope
        until = None
        if scope.article is not None:
            until = Debate.objects.filter(pk=scope.key).values_list("attack_until", flat=True).first()
        return {
            **super().get_context_data(**kwargs),
            "scope": scope,
            "attack_until": until if until and until > timezone.now() else None,
            "attack_hours": ATTACK_HOURS,
        }

    def form_valid(self, form: RulesForm) -> HttpResponse:
        save_rules(self.scope, form.instance, form.changed_data, self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("The rules hold from now on."))
        return redirect(self.request.path)


class AttackView(RuleSettersOnly):
    """Attack mode by hand, and its end."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind, pk = kwargs["kind"], kwargs["pk"]
        raw = request.POST.get("hours", "")
        if raw not in {"0", *map(str, ATTACK_HOURS)}:
            raise Http404
        if kind == "article":
            scope = Scope(article=get_object_or_404(ArticlePage, pk=pk))
        elif kind == "section":
            scope = Scope(section=get_object_or_404(SectionPage, pk=pk))
        else:
            scope = Scope()
        number = set_attack_mode(scope, int(raw), request.user)  # type: ignore[arg-type]
        told = ngettext(
            "Attack mode was changed for %(count)d debate.",
            "Attack mode was changed for %(count)d debates.",
            number,
        )
        messages.success(request, told % {"count": number})
        name = f"moderation:{scope.kind}_rules"
        return redirect(reverse(name, args=[pk]) if scope.key else reverse(name))

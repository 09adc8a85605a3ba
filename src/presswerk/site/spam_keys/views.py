"""The keys' screen."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from presswerk import conf
from presswerk.site.spam_desk import desk
from presswerk.site.spam_keys import PERMISSION
from presswerk.site.spam_keys.forms import NewKeyForm
from presswerk.spam.service import Key, KeyProblem
from presswerk.spam.service.counting import Counts, total


@dataclass(frozen=True)
class ListedKey:
    """A key and what was counted for it this month (UTC)."""

    key: Key
    counts: Counts


class AdministratorsOnly(View):
    """Lets in who may give access."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]


class KeysView(AdministratorsOnly, WagtailAdminTemplateMixin, FormView):
    """Lists the keys, and makes new ones."""

    template_name = "spam_keys/keys.html"
    form_class = NewKeyForm
    page_title = gettext_lazy("Keys of the spam service")
    header_icon = "key"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("spam_keys:keys"), "label": gettext_lazy("Keys of the spam service")},
    ]

    def get_initial(self) -> dict[str, Any]:
        config = conf.current()
        return {
            "calls_per_minute": config.spam_calls_per_minute,
            "calls_per_month": config.spam_calls_per_month,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = f"{datetime.now(UTC):%Y-%m}"
        counting = desk().counting
        listed = [ListedKey(key, total(counting.by_site(key, month))) for key in desk().keys.all()]
        return {**super().get_context_data(**kwargs), "listed": listed}

    def form_valid(self, form: NewKeyForm) -> HttpResponse:
        """Show the key: in this answer and never again."""
        try:
            secret, key = desk().keys.add(**form.cleaned_data)
        except KeyProblem:
            form.add_error(None, _("A site has an address, and a group's name only a-z, 0-9 and hyphens."))
            return self.form_invalid(form)
        context = self.get_context_data(form=self.form_class(initial=self.get_initial()))
        return self.render_to_response({**context, "secret": secret, "new_key": key})


class RevokeView(AdministratorsOnly):
    """Revokes one key."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        try:
            key = desk().keys.revoke(number)
        except KeyProblem:
            messages.warning(request, _("There is no such key."))
        else:
            messages.success(request, _("The key “%(name)s” permits nothing any more.") % {"name": key.name})
        return redirect(reverse("spam_keys:keys"))

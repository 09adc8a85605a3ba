"""What moderators did within the last day, to be taken back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from presswerk.comments.models import AuditEntry, Comment
from presswerk.comments.moderation.actions import undoing
from presswerk.comments.moderation.screens.access import ModeratorsOnly
from presswerk.comments.moderation.screens.acting import Refusal, undo
from presswerk.comments.moderation.screens.frame import DeskScreen
from presswerk.comments.moderation.screens.labels import act_in_words

MOST = 100


class RecentView(ModeratorsOnly, DeskScreen, TemplateView):
    """The last acts with a button each."""

    template_name = "moderation/recent.html"
    page_title = gettext_lazy("Recent acts")
    place = "moderation:recent"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = undoing.undoable().select_related("actor")
        whose = self.request.GET.get("whose")
        if whose != "all":
            found = found.filter(actor_id=self.request.user.pk)
        entries = [entry for entry in found[:MOST] if "undoes" not in entry.data]
        gone = undoing.undone_among(entries)
        comments = Comment.objects.only("author_name", "text", "state").in_bulk(
            {entry.comment_id for entry in entries if entry.comment_id}
        )
        rows = [
            {
                "entry": entry,
                "act": act_in_words(entry),
                "comment": comments.get(entry.comment_id or 0),
                "is_undone": entry.pk in gone,
            }
            for entry in entries
        ]
        return {**super().get_context_data(**kwargs), "rows": rows, "whose": whose}


class UndoView(ModeratorsOnly):
    """Takes one act back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entry = AuditEntry.objects.filter(pk=kwargs["entry"]).first()
        if entry is None:
            messages.warning(request, _("There is no such act."))
        else:
            outcome = undo(entry, request.user)  # type: ignore[arg-type]
            tell = messages.warning if isinstance(outcome, Refusal) else messages.success
            tell(request, outcome.told)
        return redirect("moderation:recent")

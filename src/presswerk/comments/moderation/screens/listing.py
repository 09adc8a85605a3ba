"""The list, and what is decided for several comments at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from presswerk.comments.models import Comment
from presswerk.comments.moderation.actions import claiming, judging
from presswerk.comments.moderation.grounds import BY_CODE, GROUNDS
from presswerk.comments.moderation.queue import Narrowing, after, article_named, queue, section_choices
from presswerk.comments.moderation.screens.access import ModeratorsOnly
from presswerk.comments.moderation.screens.desk import FILTER_HOURS, FILTER_PERCENTS, number_in
from presswerk.comments.moderation.screens.frame import DeskScreen
from presswerk.comments.moderation.screens.labels import STATE_LABELS

A_PAGE = 50
TOLD = {
    "approve": gettext_lazy("published"),
    "reject": gettext_lazy("rejected"),
    "spam": gettext_lazy("called spam"),
}


class ListView(ModeratorsOnly, DeskScreen, TemplateView):
    """Comments in pages by key, with boxes to choose them, and one act for all that are chosen."""

    template_name = "moderation/list.html"
    page_title = gettext_lazy("List")
    place = "moderation:list"

    @cached_property
    def narrowing(self) -> Narrowing:
        """What was asked for."""
        return Narrowing.read(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        narrowing = self.narrowing
        behind = number_in(self.request.GET, "after")
        found = after(queue(narrowing), behind)
        rows = list(
            found.select_related("article", "claim__user").defer("article__body", "html")[: A_PAGE + 1]
        )
        now, user = timezone.now(), self.request.user
        for row in rows:
            claim = getattr(row, "claim", None)
            is_others = claim is not None and claim.until > now and claim.user_id != user.pk
            row.claimed_by = str(claim.user) if is_others and claim else ""  # type: ignore[attr-defined]
        return {
            **super().get_context_data(**kwargs),
            "rows": rows[:A_PAGE],
            "next_query": narrowing.query(after=rows[A_PAGE - 1].pk) if len(rows) > A_PAGE else "",
            "is_later_page": behind is not None,
            "first_query": narrowing.query(),
            "narrowing": narrowing,
            "all_states": list(STATE_LABELS.items()),
            "sections": section_choices(),
            "filter_percents": FILTER_PERCENTS,
            "filter_hours": FILTER_HOURS,
            "article_title": article_named(narrowing.article) if narrowing.article else "",
            "grounds": GROUNDS,
            "most_at_once": judging.MOST_AT_ONCE,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide those that are chosen, or all that fit the filter (as many as one act takes)."""
        act, _colon, ground = request.POST.get("act", "").partition(":")
        query = self.narrowing.query()
        back = redirect(f"{reverse('moderation:list')}?{query}")
        if act not in judging.ACTS or (act == "reject" and ground not in BY_CODE):
            messages.warning(request, _("Choose what is to be done; a rejection needs a reason."))
            return back
        chosen = self._chosen()
        entries = judging.judge_all(chosen, act, request.user, ground)  # type: ignore[arg-type]
        if not entries:
            messages.warning(request, _("Nothing was chosen that you can decide."))
            return back
        told = ngettext("%(count)d comment: %(act)s.", "%(count)d comments: %(act)s.", len(entries))
        messages.success(request, told % {"count": len(entries), "act": TOLD[act]})
        return back

    def _chosen(self) -> list[Comment]:
        request = self.request
        user: Any = request.user
        found = claiming.free(queue(self.narrowing), user, timezone.now())
        if request.POST.get("all"):
            return list(
                found.select_related("article", "sender").defer("article__body")[: judging.MOST_AT_ONCE]
            )
        keys = [int(raw) for raw in request.POST.getlist("comment") if raw.isascii() and raw.isdigit()]
        return list(
            claiming.free(Comment.objects.filter(pk__in=keys[: judging.MOST_AT_ONCE]), user, timezone.now())
            .select_related("article", "sender")
            .defer("article__body")
            .order_by("submitted_at", "pk")
        )

"""The audit log, to be read."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from presswerk.accounts.models import User
from presswerk.comments.models import AuditEntry
from presswerk.comments.moderation.screens.access import ModeratorsOnly
from presswerk.comments.moderation.screens.desk import number_in
from presswerk.comments.moderation.screens.frame import DeskScreen
from presswerk.comments.moderation.screens.labels import ACT_LABELS, KIND_LABELS, act_in_words

A_PAGE = 100
LOOKS_BACK = timedelta(days=30)
"""How far the log is read unless a day is given: a rare act is looked for in so much of it and no more."""


class LogView(ModeratorsOnly, DeskScreen, TemplateView):
    """Entries, the newest first, in pages by key. There is no form here that changes any."""

    template_name = "moderation/log.html"
    page_title = gettext_lazy("Audit log")
    place = "moderation:log"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        found = AuditEntry.objects.select_related("actor").order_by("-at", "-id")
        comment = number_in(query, "comment")
        since = _day(query.get("since", ""))
        if comment:
            found = found.filter(comment_id=comment)
        else:
            found = found.filter(at__gte=since or timezone.now() - LOOKS_BACK)
        until = _day(query.get("until", ""))
        if until:
            found = found.filter(at__lt=until + timedelta(days=1))
        if query.get("act") in ACT_LABELS:
            found = found.filter(act=query["act"])
        if query.get("kind") in KIND_LABELS:
            found = found.filter(actor_kind=query["kind"])
        actor = number_in(query, "actor")
        if actor:
            found = found.filter(actor_id=actor)
        before = AuditEntry.objects.filter(pk=number_in(query, "before") or 0).first()
        if before:
            found = found.filter(Q(at__lte=before.at) & (Q(at__lt=before.at) | Q(pk__lt=before.pk)))
        entries = list(found[: A_PAGE + 1])
        onward = query.copy()
        onward["before"] = str(entries[A_PAGE - 1].pk) if len(entries) > A_PAGE else ""
        return {
            **super().get_context_data(**kwargs),
            "rows": [
                {"entry": each, "act": act_in_words(each), "details": details_of(each)}
                for each in entries[:A_PAGE]
            ],
            "next_query": onward.urlencode() if onward["before"] else "",
            "acts": list(ACT_LABELS.items()),
            "kinds": KIND_LABELS,
            "actors": User.objects.filter(is_active=True).order_by("last_name", "email")[:200],
            "query": query,
            "actor": actor,
        }


def details_of(entry: AuditEntry) -> str:
    """What an entry holds besides, short."""
    left_out = {"before", "after", "reason", "reasons"}
    told = [
        f"{name}: {value}"
        for name, value in entry.data.items()
        if name not in left_out and value not in (None, "")
    ]
    before, after = entry.data.get("before"), entry.data.get("after")
    if after:
        told.insert(0, f"{before or '–'} → {after}")
    return ", ".join(told)


def _day(raw: str) -> datetime | None:
    try:
        day = parse_date(raw)
    except ValueError:
        return None
    return datetime.combine(day, time(), timezone.get_default_timezone()) if day else None

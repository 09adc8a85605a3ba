"""What state an article is in, in the words of a newsroom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision, WorkflowState, get_default_page_content_type

DRAFT, REVIEW, SCHEDULED, LIVE, CHANGED, ENDED = "draft", "review", "scheduled", "live", "changed", "ended"

CHOICES = [
    (DRAFT, gettext_lazy("Draft")),
    (REVIEW, gettext_lazy("Waiting for review")),
    (SCHEDULED, gettext_lazy("Scheduled")),
    (LIVE, gettext_lazy("Published")),
    (CHANGED, gettext_lazy("Published, with changes not yet published")),
    (ENDED, gettext_lazy("Expired or taken back")),
]


@dataclass(frozen=True)
class Status:
    """One state: its code, its word, and what one wants to know with it."""

    code: str
    label: str
    detail: str = ""


def with_status(articles: Any) -> QuerySet:
    """Load with each article what `status_of` looks at; two queries more, however many articles."""
    schedule = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id=Cast(OuterRef("pk"), output_field=CharField())
    ).order_by("approved_go_live_at")
    return articles.prefetch_workflow_states().annotate(
        scheduled_for=Subquery(schedule.values("approved_go_live_at")[:1])
    )


def status_of(article: Any) -> Status:
    """The state of an article that was loaded `with_status`."""
    if article.scheduled_for:
        return Status(SCHEDULED, _("Scheduled"), _moment(article.scheduled_for))
    if article._current_workflow_states:
        task = article._current_workflow_states[0].current_task_state
        return Status(REVIEW, _("Waiting for review"), task.task.name if task else "")
    if article.live:
        ends = _("until %(moment)s") % {"moment": _moment(article.expire_at)} if article.expire_at else ""
        if article.has_unpublished_changes:
            return Status(CHANGED, _("Published, changed"), ends)
        return Status(LIVE, _("Published"), ends)
    if article.expired:
        return Status(ENDED, _("Expired"), _moment(article.expire_at) if article.expire_at else "")
    if article.first_published_at:
        return Status(ENDED, _("Taken back"))
    return Status(DRAFT, _("Draft"))


def rows_with(state: str) -> tuple[QuerySet, str]:
    """What refers to the articles in a state, and by which field; for `narrow`."""
    if state == REVIEW:
        rows = WorkflowState.objects.active().filter(base_content_type=get_default_page_content_type())
        return rows.annotate(article=_as_id("object_id")), "article"
    if state == SCHEDULED:
        rows = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
        return rows.annotate(article=_as_id("object_id")), "article"
    if state == LIVE:
        return Page.objects.filter(live=True), "pk"
    # The inner condition is that of the index of all that is unfinished; without it SQLite reads every page.
    unfinished = Page.objects.filter(Q(live=False) | Q(has_unpublished_changes=True)).order_by()
    return Page.objects.filter(_CONDITIONS[state], pk__in=unfinished.values("pk")), "pk"


def _as_id(field: str) -> Cast:
    return Cast(field, output_field=Page._meta.pk)


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


_NOT_LIVE = Q(live=False)
_CONDITIONS = {
    DRAFT: _NOT_LIVE & Q(first_published_at__isnull=True),
    CHANGED: Q(live=True, has_unpublished_changes=True),
    ENDED: _NOT_LIVE & Q(first_published_at__isnull=False),
}

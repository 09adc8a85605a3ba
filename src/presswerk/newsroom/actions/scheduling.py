"""Publishing and expiring to the second, by the clock of the jobs."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from presswerk import jobs
from presswerk.newsroom.actions import publishing

log = structlog.get_logger(__name__)

DUE = "newsroom.due"
# One look holds SQLite's write lock for as long as all that it publishes takes.
MOST_AT_ONCE = 20


def remember(moment: datetime | None) -> None:
    """Ask for a look at what is due at this moment; one look serves everything due then."""
    if moment is not None and moment > timezone.now():
        jobs.at(moment, DUE, key=f"{DUE}:{moment.isoformat()}")


def run_due(now: datetime | None = None) -> int:
    """Publish and expire all that is due, each in its own transaction; return how many.

    One that fails is logged and stops no other; it is tried again at the next look.
    """
    now = now or timezone.now()
    done = 0
    for revision in _due_revisions(now):
        done += _attempt(_publish, revision.pk)
    for page_id in _expired_pages(now):
        done += _attempt(_expire, page_id)
    return done


def run_due_in_turns() -> None:
    """What the clock calls: publish what is due, and ask for another turn where there was more."""
    if run_due() >= MOST_AT_ONCE:
        jobs.at(timezone.now(), DUE, key=f"{DUE}:more")


def _due_revisions(now: datetime) -> list[Revision]:
    return list(
        Revision.objects.filter(approved_go_live_at__lte=now)
        .order_by("approved_go_live_at")
        .only("pk")[:MOST_AT_ONCE]
    )


def _expired_pages(now: datetime) -> list[int]:
    return list(
        Page.objects.filter(live=True, expire_at__lte=now)
        .order_by("expire_at")
        .values_list("pk", flat=True)[:MOST_AT_ONCE]
    )


def _attempt(step: Callable[[int], None], pk: int) -> int:
    try:
        with transaction.atomic():
            step(pk)
    except Exception as error:
        # Whatever one article's trouble is, the others must appear on time.
        log.exception("scheduled change failed", item=pk, error=str(error))
        return 0
    return 1


def _publish(revision_id: int) -> None:
    revision = Revision.objects.filter(pk=revision_id, approved_go_live_at__isnull=False).first()
    if revision is None:
        return
    late = timezone.now() - revision.approved_go_live_at
    publishing.publish_revision(revision, log_action="wagtail.publish.scheduled")
    told = {"page": revision.object_id, "late_seconds": round(late.total_seconds(), 3)}
    # Whoever reads the line may ask for the page: it must not come before the commit.
    transaction.on_commit(lambda: log.info("published on schedule", **told))


def _expire(page_id: int) -> None:
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    if page is not None:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")

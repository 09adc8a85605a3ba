"""What the doctor says about the jobs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SILENT_AFTER = timedelta(seconds=60)
LATE_AFTER = timedelta(minutes=5)
COUNTED = 1000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: level "ok", "warning" or "error", what is so, and how to mend it."""

    subject: str
    level: str
    message: str
    hint: str = ""


def health(now: datetime | None = None) -> list[Finding]:
    """Whether a worker is alive, whether anything waits too long, and whether anything was given up.

    Seven queries.
    """
    now = now or timezone.now()
    return [_worker(now), _waiting(now), _failed(), _regular()]


def _worker(now: datetime) -> Finding:
    from presswerk.jobs.models import Heartbeat

    subject = _("Worker")
    last = Heartbeat.objects.filter(role=Heartbeat.Role.WORKER).order_by("-at").first()
    hint = _("Start it with “presswerk worker” or “presswerk serve --worker”.")
    if last is None:
        return Finding(subject, "error", _("No worker is running."), hint)
    age = now - last.at
    if age > SILENT_AFTER:
        message = _("The last sign of life of a worker came %(minutes)d minutes ago, from %(host)s.")
        minutes = max(round(age / timedelta(minutes=1)), 1)
        return Finding(subject, "error", message % {"minutes": minutes, "host": last.host}, hint)
    message = _("A worker is alive on %(host)s (process %(pid)d).")
    return Finding(subject, "ok", message % {"host": last.host, "pid": last.pid})


def _waiting(now: datetime) -> Finding:
    from presswerk.jobs.models import open_items, waiting_jobs

    subject = _("Waiting jobs")
    late_before = now - LATE_AFTER
    late = (
        waiting_jobs().filter(due_at__lt=late_before)[:COUNTED].count()
        + open_items().filter(due_at__lt=late_before)[:COUNTED].count()
    )
    if not late:
        return Finding(subject, "ok", _("Nothing is overdue."))
    message = ngettext(
        "%(count)d job is more than five minutes overdue.",
        "%(count)d jobs are more than five minutes overdue.",
        late,
    ) % {"count": late}
    return Finding(subject, "warning", message, _("Look at the worker and its log."))


def _failed() -> Finding:
    from presswerk.jobs.failures import failed_count

    subject = _("Failed jobs")
    count = failed_count(COUNTED)
    if not count:
        return Finding(subject, "ok", _("Nothing has failed."))
    message = ngettext("%(count)d job has failed.", "%(count)d jobs have failed.", count) % {"count": count}
    return Finding(
        subject, "warning", message, _("See Reports › Jobs in the editor, and retry or discard them.")
    )


def _regular() -> Finding:
    from presswerk.jobs.models import failing_runs

    subject = _("Regular jobs")
    names = [run.name for run in failing_runs()]
    if not names:
        return Finding(subject, "ok", _("None has failed at its last run."))
    message = _("Failed at their last run: %(names)s.") % {"names": ", ".join(names)}
    return Finding(
        subject, "warning", message, _("See Reports › Jobs in the editor for the reason, and run them anew.")
    )

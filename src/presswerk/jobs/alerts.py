"""Telling the operator by mail what has failed, once for each thing, again each day, and when it is over.

The worker looks every few minutes. That the worker itself is gone is for the web server's processes to see,
and their mail goes to the server at once: there is nobody to empty the outbox.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from presswerk import conf
from presswerk.jobs import mail, mail_transport
from presswerk.jobs.periodic_jobs import every

EVERY = timedelta(minutes=5)
AGAIN_AFTER = timedelta(days=1)
WORKER_SILENT = timedelta(minutes=5)
LONGEST_LIST = 20
WORKER = "worker"
# Somebody has retried or discarded it, and so knows that it is over.
FAILED = "failed:"


@dataclass(frozen=True)
class Trouble:
    """What is wrong now. The sentence holds no figure that changes while the trouble stays the same."""

    key: str
    sentence: str
    hint: str = ""


Source = Callable[[], Iterator[Trouble]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Have the mail tell of more than jobs. MUST be called once for each, when Django starts."""
    _sources.append(source)


def register() -> None:
    """Look every few minutes, where the settings name an operator."""
    if conf.current().operator_mail:
        every("jobs: tell the operator", EVERY, tell)


def tell(now: datetime | None = None) -> int:
    """Put a mail about what is new or over into the outbox, if anything is; how many things it tells.

    All in one transaction, so that a mail is lost or doubled by no crash.
    """
    from presswerk.jobs.models import Alert

    now = now or timezone.now()
    with translation.override(conf.current().language), transaction.atomic():
        wrong = {trouble.key: trouble for trouble in troubles()}
        told = {alert.key: alert for alert in Alert.objects.all()}
        new = [trouble for key, trouble in wrong.items() if key not in told]
        again = [
            wrong[key] for key, alert in told.items() if key in wrong and now - alert.told_at >= AGAIN_AFTER
        ]
        over = [alert for key, alert in told.items() if key not in wrong]
        ended = [alert for alert in over if not alert.key.startswith(FAILED)]
        Alert.objects.filter(pk__in=[alert.pk for alert in over]).delete()
        Alert.objects.bulk_create(
            [Alert(key=one.key, sentence=one.sentence, since=now, told_at=now) for one in new]
        )
        Alert.objects.filter(key__in=[one.key for one in again]).update(told_at=now)
        if new or again or ended:
            subject, text = _words(new + again, [alert.sentence for alert in ended])
            mail.send(conf.current().operator_mail, subject, text)
    return len(new) + len(again) + len(ended)


def troubles() -> Iterator[Trouble]:
    """Everything that is wrong now."""
    from presswerk.jobs.failures import failures
    from presswerk.jobs.models import failing_runs

    for failure in failures():
        yield Trouble(
            f"{FAILED}{failure.kind}:{failure.pk}",
            _("Given up: %(title)s %(about)s (%(error)s)")
            % {"title": failure.title, "about": failure.about, "error": failure.summary},
        )
    for run in failing_runs():
        error = run.last_error.strip().split("\n", 1)[0]
        yield Trouble(
            f"periodic:{run.name}",
            _("A regular job has failed: %(name)s (%(error)s)") % {"name": run.name, "error": error},
        )
    for source in _sources:
        yield from source()


def look_at_worker(now: datetime | None = None) -> bool:
    """Tell the operator at once that no worker gives a sign of life, once; True when a mail went out.

    For the processes of the web server; of several that see it one tells. Raises what deliveries raise.
    """
    from presswerk.jobs.models import Alert, Heartbeat

    config, now = conf.current(), now or timezone.now()
    last = Heartbeat.objects.filter(role=Heartbeat.Role.WORKER).order_by("-at").first()
    if last is not None and now - last.at < WORKER_SILENT:
        return False
    # None at all: it was ended in order, or there never was one. Only one that died leaves its heartbeat.
    if last is None or not config.operator_mail:
        return False
    with translation.override(config.language):
        sentence = _(
            "No worker has given a sign of life for five minutes: nothing is published on time, and no "
            "mail goes out."
        )
        try:
            with transaction.atomic():
                Alert.objects.create(key=WORKER, sentence=sentence, since=now, told_at=now)
        except IntegrityError:
            return False
        subject, text = _words([Trouble(WORKER, sentence)], [])
        to = mail.checked_address(config.operator_mail)
        message = mail.compose(to, subject, text)
        payload = {
            "from": mail.checked_address(config.mail_from),
            "to": to,
            "message": message.as_bytes(policy=mail.POLICY).decode("ascii"),
        }
    mail_transport.deliver("", payload)
    return True


def _words(wrong: list[Trouble], over: list[str]) -> tuple[str, str]:
    site = conf.current().base_url
    lines = []
    if wrong:
        lines += [_("This needs you:"), ""]
        lines += [f"- {one.sentence} {one.hint}".rstrip() for one in wrong[:LONGEST_LIST]]
        if len(wrong) > LONGEST_LIST:
            lines.append(_("- and %(count)d more") % {"count": len(wrong) - LONGEST_LIST})
        lines.append("")
    if over:
        lines += [_("This is over:"), "", *[f"- {sentence}" for sentence in over[:LONGEST_LIST]], ""]
    lines += [
        _("Failed jobs are retried or discarded in the editor, under Reports › Jobs: %(address)s")
        % {"address": f"{site}/{conf.current().admin_path}/jobs/"},
        _("“presswerk doctor” on the machine says more."),
    ]
    subject = _("%(site)s needs its operator") if wrong else _("%(site)s: it is over")
    return subject % {"site": site}, "\n".join(lines) + "\n"

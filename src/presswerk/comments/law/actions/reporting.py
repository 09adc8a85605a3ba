"""Reports of illegal content (DSA, article 16): coming in, decided, and settled by what the desk does."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from presswerk.accounts.models import User
from presswerk.comments.actions import auditing, deciding
from presswerk.comments.law import in_force, letters, links
from presswerk.comments.law.actions import reasons
from presswerk.comments.law.models import Ground, Report
from presswerk.comments.models import AuditEntry, Comment, State
from presswerk.jobs.models import open_items
from presswerk.newsroom.models import ArticlePage

_SAME_WITHIN = timedelta(days=1)


class NotDecided(ValueError):
    """Raised for a decision that cannot be taken; the message is for the person at the desk."""


@dataclass(frozen=True)
class Notice:
    """What a reporter sends (article 16(2)(a) to (d)): the form has checked that it is whole."""

    ground: Ground
    explanation: str
    language: str
    name: str = ""
    email: str = ""
    threatens_life: bool = False
    origin: str = Report.Origin.READER


def report(about: Comment | ArticlePage, notice: Notice) -> Report:
    """Take a report in: the row, its clock, the mark on the comment and the receipt in one transaction.

    The same words about the same thing within a day are one report. Raises ValueError for an e-mail address
    that no mail can go to.
    """
    settings, now = in_force.settings(), timezone.now()
    comment = about if isinstance(about, Comment) else None
    article = about.article if isinstance(about, Comment) else about
    threatens = settings.marks_threats and (notice.threatens_life or notice.ground.may_threaten_life)
    with transaction.atomic():
        known = _known(comment, article, notice)
        if known:
            return known
        made = Report.objects.create(
            comment=comment,
            article=article,
            location=links.to_comment(comment) if comment else links.to_article(article),
            ground=notice.ground,
            explanation=notice.explanation,
            origin=notice.origin,
            name=notice.name,
            email=notice.email,
            good_faith=True,
            language=notice.language,
            received_at=now,
            due_at=now + timedelta(hours=settings.threat_hours if threatens else settings.report_hours),
            threatens_life=threatens,
        )
        if comment:
            Comment.objects.filter(pk=comment.pk).update(reports=F("reports") + 1)
        auditing.write("report", "report", made.pk, kind="reader", comment=comment, ground=notice.ground.code)
        letters.receipt(made)
    return made


def _known(comment: Comment | None, article: ArticlePage, notice: Notice) -> Report | None:
    return Report.objects.filter(
        comment=comment,
        article=article,
        ground=notice.ground,
        email=notice.email,
        explanation=notice.explanation,
        received_at__gt=timezone.now() - _SAME_WITHIN,
    ).first()


def decide(report: Report, decision: str, *, by: User, answer: str, ground: Ground | None = None) -> Report:
    """Decide a report; a person does, never a machine. The reporter is told, and so is the commenter.

    A comment that is removed settles its other open reports too. Raises NotDecided for a report that is
    decided already and for a comment that is gone.
    """
    with transaction.atomic():
        found = (
            Report.objects.select_for_update(of=("self",))
            .select_related("comment", "ground")
            .get(pk=report.pk)
        )
        if not found.is_open:
            raise NotDecided("This report has been decided already.")
        reason = ground or found.ground
        others: list[Report] = []
        if decision == Report.Decision.REMOVED and found.comment:
            _remove(found, by, reason, answer)
            others = list(Report.objects.filter(comment=found.comment, decision="").exclude(pk=found.pk))
        for one in [found, *others]:
            _settle(one, decision, by, answer, reason if decision == Report.Decision.REMOVED else None)
    return found


def _remove(report: Report, by: User, ground: Ground, facts: str) -> None:
    comment = report.comment
    assert comment is not None
    if comment.state == State.ERASED:
        raise NotDecided("The comment is no longer there; decide that.")
    entry = deciding.decide(comment, State.REJECTED, by=by, reason=ground.code, report=report.pk, law=True)
    if entry.data["before"] != entry.data["after"]:
        reasons.state(comment, entry, report=report, facts=facts)


def _settle(
    report: Report,
    decision: str,
    by: User | None,
    answer: str,
    ground: Ground | None,
    entry: AuditEntry | None = None,
) -> None:
    report.decision, report.decided_at, report.decided_by = decision, timezone.now(), by
    report.answer, report.decided_on = answer, ground
    report.save(update_fields=["decision", "decided_at", "decided_by", "answer", "decided_on"])
    if report.comment_id:
        Comment.objects.filter(pk=report.comment_id, reports__gt=0).update(reports=F("reports") - 1)
    auditing.write(
        "report_decided", "report", report.pk,
        by=by, kind=None if by else "reader", comment=report.comment, decision=decision,
        **({"settled_by": entry.pk} if entry else {}),
    )  # fmt: skip
    letters.decision_on_report(report)


def follow(comment: Comment, entry: AuditEntry) -> None:
    """What is decided on the desk or by the author settles the reports of the comment. In its transaction."""
    if entry.data.get(reasons.BY_ITSELF):
        return
    if reasons.UNDONE in entry.data:
        _reopen(comment, entry)
        return
    if not comment.reports:
        return
    decision = _meaning(entry)
    if decision is None:
        return
    ground = reasons.ground_of(entry.data.get("reason", "")) if decision == Report.Decision.REMOVED else None
    for one in Report.objects.filter(comment=comment, decision="").select_related("comment"):
        _settle(one, decision, entry.actor, "", ground if ground and ground.pk else None, entry)


def _reopen(comment: Comment, entry: AuditEntry) -> None:
    """An act that is undone has settled nothing: its reports wait again, by the clock that they had."""
    settled = AuditEntry.objects.filter(
        comment_id=comment.pk, act="report_decided", data__settled_by=entry.data[reasons.UNDONE]
    ).values_list("subject_id", flat=True)
    for one in Report.objects.filter(pk__in=list(settled)).exclude(decision="").select_related("comment"):
        decided_at, was_told = one.decided_at, one.email
        one.decision, one.decided_at, one.decided_by = Report.Decision.OPEN, None, None
        one.answer, one.decided_on = "", None
        one.save(update_fields=["decision", "decided_at", "decided_by", "answer", "decided_on"])
        Comment.objects.filter(pk=comment.pk).update(reports=F("reports") + 1)
        auditing.write("report_reopened", "report", one.pk, by=entry.actor, comment=comment)
        unsent = open_items().filter(key__startswith=f"{letters.decision_key(one)} ", claimed_by="")
        if unsent.delete()[0] == 0 and was_told:
            letters.report_reopened(one, decided_at)


def _meaning(entry: AuditEntry) -> str | None:
    after = entry.data.get("after")
    if after in (State.WITHDRAWN, State.ERASED):
        return Report.Decision.MOOT
    if entry.actor is None:
        return None
    if after in (State.REJECTED, State.SPAM):
        return Report.Decision.REMOVED
    # A moderator saw it with its reports, and let it stand.
    return Report.Decision.KEPT if entry.act == "publish" else None


def tell_police(report: Report, by: User) -> None:
    """Write down that the police know of a threat (DSA, article 18(1))."""
    with transaction.atomic():
        Report.objects.filter(pk=report.pk, police_told_at=None).update(police_told_at=timezone.now())
        auditing.write("police_told", "report", report.pk, by=by, comment=report.comment)

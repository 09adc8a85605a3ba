"""Complaints against decisions (DSA, article 20): decided by a person, and by another one than before."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.accounts.models import User
from presswerk.comments.actions import auditing, deciding
from presswerk.comments.law import in_force, letters
from presswerk.comments.law.actions import reasons
from presswerk.comments.law.models import Complaint, Ground, Report, Statement
from presswerk.comments.models import State
from presswerk.comments.moderation.actions import banning

MONTHS = timedelta(days=183)
"""Article 20(1): at least six months."""


class NotAllowed(ValueError):
    """Raised for a complaint that cannot be taken or decided; the message is a sentence for the person."""


def complain(against: Statement | Report, text: str) -> Complaint:
    """Take a complaint in. A second one against the same decision is the first one.

    Raises NotAllowed after six months, against what is not decided or was taken back.
    """
    _check_open(against)
    is_statement = isinstance(against, Statement)
    settings, now = in_force.settings(), timezone.now()
    try:
        with transaction.atomic():
            made = Complaint.objects.create(
                statement=against if isinstance(against, Statement) else None,
                report=against if isinstance(against, Report) else None,
                text=text,
                language=against.language,
                received_at=now,
                due_at=now + timedelta(days=settings.complaint_days),
            )
            auditing.write("complain", "complaint", made.pk, kind="reader", comment=against.comment)
            letters.complaint_receipt(made, _email(made))
    except IntegrityError:
        return Complaint.objects.get(**{"statement" if is_statement else "report": against})
    return made


def can_complain(against: Statement | Report) -> bool:
    """Whether `complain` would take one."""
    try:
        _check_open(against)
    except NotAllowed:
        return False
    return True


def _check_open(against: Statement | Report) -> None:
    if not in_force.settings().takes_complaints:
        raise NotAllowed(_("This newspaper takes no complaints here."))
    if isinstance(against, Statement):
        if against.taken_back_at:
            raise NotAllowed(_("This decision has been taken back already."))
        since = against.at
    else:
        if against.decided_at is None or against.decision != Report.Decision.KEPT:
            raise NotAllowed(_("There is no decision against which you could complain."))
        since = against.decided_at
    if since < timezone.now() - MONTHS:
        raise NotAllowed(_("The six months are over in which one can complain."))


def may_decide(complaint: Complaint, user: User) -> bool:
    """Whether it is another person than the one who decided first."""
    return user.pk is not None and user.pk != first_decider(complaint)


def first_decider(complaint: Complaint) -> int | None:
    """The account that took the decision; None for rules and the filter, and for an account that is gone."""
    against = complaint.statement or complaint.report
    return against.decided_by_id if against else None


def decide(
    complaint: Complaint, outcome: str, *, by: User, answer: str, ground: Ground | None = None
) -> Complaint:
    """Decide. What was wrong is put right: the comment is published again, or removed on `ground`.

    Raises NotAllowed for the person who decided first, for what is decided, and where the comment is gone.
    """
    with transaction.atomic():
        found = Complaint.objects.select_for_update().get(pk=complaint.pk)
        if not found.is_open:
            raise NotAllowed(_("This complaint has been decided already."))
        if not may_decide(found, by):
            raise NotAllowed(_("You took the decision yourself. Somebody else has to look at the complaint."))
        if outcome == Complaint.Outcome.REVERSED:
            _put_right(found, by, ground, answer)
        found.outcome, found.decided_at, found.decided_by, found.answer = outcome, timezone.now(), by, answer
        found.save(update_fields=["outcome", "decided_at", "decided_by", "answer"])
        comment = (found.statement or found.report).comment  # type: ignore[union-attr]
        auditing.write("complaint_decided", "complaint", found.pk, by=by, comment=comment, outcome=outcome)
        letters.decision_on_complaint(found, _email(found))
    return found


def _put_right(complaint: Complaint, by: User, ground: Ground | None, facts: str) -> None:
    against = complaint.statement or complaint.report
    comment = against.comment if against else None
    if complaint.statement and complaint.statement.restriction == Statement.Restriction.BANNED:
        if comment is None:
            raise NotAllowed(_("The comment is no longer there."))
        banning.lift_all_of(comment, by, complaint=complaint.pk, law=True)
        return
    if complaint.statement:
        if comment is None or comment.state in (State.ERASED, State.WITHDRAWN):
            raise NotAllowed(_("The comment is no longer there."))
        deciding.decide(comment, State.PUBLISHED, by=by, reason="complaint", complaint=complaint.pk, law=True)
        reasons.take_back(comment, tell=False)
        return
    report = complaint.report
    assert report is not None
    if report.decision == Report.Decision.KEPT and comment is not None and comment.state != State.ERASED:
        entry = deciding.decide(
            comment,
            State.REJECTED,
            by=by,
            reason=(ground or report.ground).code,
            report=report.pk,
            complaint=complaint.pk,
            law=True,
        )
        if entry.data["before"] != entry.data["after"]:
            reasons.state(comment, entry, report=report, facts=facts)


def _email(complaint: Complaint) -> str:
    if complaint.report:
        return complaint.report.email
    comment = complaint.statement.comment if complaint.statement else None
    return reasons.email_of(comment) if comment else ""

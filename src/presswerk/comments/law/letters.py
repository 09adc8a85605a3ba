"""Letters: a template each, in the language of whom they go to, put into the outbox with their cause.

Subjects are fixed sentences with numbers of ours, so no reader's text ever stands in a header.
"""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from presswerk import jobs
from presswerk.comments.law import in_force, links, statement_words
from presswerk.comments.law.models import Complaint, Report, RightsRequest, Statement
from presswerk.jobs import mail


def receipt(report: Report) -> None:
    """A report has come in (DSA, article 16(4))."""
    _send(
        report.email, report.language, "report_receipt",
        lambda: _("Your report no. %(number)d") % {"number": report.pk},
        report=report, link=links.of_report(report.pk),
    )  # fmt: skip


def decision_on_report(report: Report) -> None:
    """What became of a report, and what one can do about it (DSA, article 16(5))."""
    _send(
        report.email, report.language, "report_decision",
        lambda: _("Decision on your report no. %(number)d") % {"number": report.pk},
        key=decision_key(report), report=report,
        # Without it the letter does not speak of complaining: nobody complains that they were right.
        link=links.of_report(report.pk) if report.decision == Report.Decision.KEPT else "",
    )  # fmt: skip


def report_reopened(report: Report, decided_at: datetime | None) -> None:
    """The decision that a reporter was told of has been taken back, and there will be another one."""
    _send(
        report.email, report.language, "report_reopened",
        lambda: _("Your report no. %(number)d is being looked at again") % {"number": report.pk},
        report=report, decided_at=decided_at, link=links.of_report(report.pk),
    )  # fmt: skip


def decision_key(report: Report) -> str:
    """By which a decision on a report that has not gone out yet is found."""
    return f"comments report decision {report.pk}"


def statement(made: Statement, email: str, quoted: str) -> bool:
    """The statement of reasons (DSA, article 17). Whether there was an address to send it to."""
    return _send(
        email, made.language, "statement",
        lambda: _("Your comment: statement of reasons no. %(number)d") % {"number": made.pk},
        key=statement_key(made),
        statement=made, quoted=quoted, link=links.of_statement(made.pk),
    )  # fmt: skip


def taken_back(made: Statement, email: str) -> None:
    """A restriction is lifted."""

    def subject() -> str:
        if made.restriction == Statement.Restriction.BANNED:
            return _("You can comment again: statement no. %(number)d is taken back") % {"number": made.pk}
        return _("Your comment is published: statement no. %(number)d is taken back") % {"number": made.pk}

    _send(email, made.language, "statement_taken_back", subject, statement=made)


def complaint_receipt(complaint: Complaint, email: str) -> None:
    """A complaint has come in."""
    _send(
        email, complaint.language, "complaint_receipt",
        lambda: _("Your complaint no. %(number)d") % {"number": complaint.pk},
        complaint=complaint,
    )  # fmt: skip


def decision_on_complaint(complaint: Complaint, email: str) -> None:
    """What another person decided (DSA, article 20(5))."""
    _send(
        email, complaint.language, "complaint_decision",
        lambda: _("Decision on your complaint no. %(number)d") % {"number": complaint.pk},
        complaint=complaint,
    )  # fmt: skip


def rights_link(request: RightsRequest, has_data: bool) -> None:
    """The link to all that an address left here, or that it left nothing (GDPR, articles 12 and 15(1))."""
    _send(
        request.email, request.language, "rights_link" if has_data else "rights_nothing",
        lambda: _("Your request about your data"),
        key=f"comments rights {request.pk}",
        link=links.of_request(request.pk) if has_data else "", days=links.RIGHTS_DAYS,
    )  # fmt: skip


def rights_answer(request: RightsRequest) -> None:
    """The operator's answer to what no link can do."""
    _send(
        request.email, request.language, "rights_answer",
        lambda: _("Answer to your request no. %(number)d") % {"number": request.pk},
        request=request,
    )  # fmt: skip


def new_email(request: RightsRequest, to: str) -> None:
    """Confirm an address that shall take the place of another one."""
    _send(
        to, request.language, "new_email", lambda: _("Please confirm your e-mail address"),
        key=f"comments new email {request.pk}",
        link=links.of_new_email(request.pk), days=links.NEW_EMAIL_DAYS,
    )  # fmt: skip


def statement_key(made: Statement) -> str:
    """By which a statement that has not gone out yet is found."""
    return f"comments statement {made.pk}"


def can_be_sent_to(email: str) -> bool:
    """Whether mail can take this address: its first part in ASCII, no line break anywhere."""
    try:
        mail.checked_address(email)
    except ValueError:
        return False
    return True


def _send(email: str, language: str, template: str, subject: Any, key: str = "", **context: Any) -> bool:
    if not email or not can_be_sent_to(email):
        return False
    with translation.override(language):
        if isinstance(made := context.get("statement"), Statement):
            context["parts"] = statement_words.whole(made)
        text = render_to_string(
            f"comments_law/mail/{template}.txt",
            {**context, "paper": in_force.paper(), "settings": in_force.settings()},
        )
        jobs.mail.send(email, subject(), text.strip() + "\n", key=key)
    return True

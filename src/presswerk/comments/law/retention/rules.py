"""All rules, in the order in which they run."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from presswerk.accounts.limits import RateLimit
from presswerk.comments import seams
from presswerk.comments.law import erasure
from presswerk.comments.law.models import Complaint, Report, RetentionRun, RightsRequest, Statement
from presswerk.comments.law.retention.files import ErasureLines, MailFiles
from presswerk.comments.law.retention.rule import RowsOver, Rule, deleting
from presswerk.comments.models import AuditEntry, Comment, Sender, State, Vote
from presswerk.jobs.models import OutboxItem
from presswerk.jobs.retention import KEEP_DONE, KEEP_FAILED

_IN_ONE_TRANSACTION = 20


# People -------------------------------------------------------------------------------------------
def _senders(kept: str, cutoff: datetime) -> QuerySet[Sender, Sender]:
    """Of whom this field is still kept, and whose comment is older.

    Not by a join: SQLite began it with the comments, millions of them, and looked up each one's sender. The
    partial index on what is kept holds few rows. By `> ''`, which says the same once more, SQLite takes that
    index whatever its statistics are.
    """
    sent_at = Comment.objects.filter(pk=OuterRef("comment_id")).values("submitted_at")
    senders = Sender.objects.exclude(**{kept: ""}).filter(**{f"{kept}__gt": ""})
    return senders.alias(sent_at=Subquery(sent_at)).filter(sent_at__lt=cutoff)


def _networks(cutoff: datetime) -> QuerySet[Sender, Sender]:
    return _senders("address_hash", cutoff)


def _networks_without_hash(cutoff: datetime) -> QuerySet[Sender, Sender]:
    return _senders("network", cutoff)


def _empty_networks(pks: list[int]) -> int:
    return Sender.objects.filter(pk__in=pks).update(network="", address_hash="", seconds_to_fill=None)


def _unconfirmed(cutoff: datetime) -> QuerySet[Sender, Sender]:
    return _emails(cutoff).filter(confirmed_at=None)


def _emails(cutoff: datetime) -> QuerySet[Sender, Sender]:
    return _senders("email", cutoff)


def _empty_emails(pks: list[int]) -> int:
    return Sender.objects.filter(pk__in=pks).update(email="", wants_replies=False)


# Comments -----------------------------------------------------------------------------------------
def _in_state(*states: State) -> Any:
    def rows(cutoff: datetime) -> QuerySet[Comment, Comment]:
        return Comment.objects.filter(state__in=states, submitted_at__lt=cutoff).filter(
            Q(decided_at=None) | Q(decided_at__lt=cutoff)
        )

    return rows


def _rejected(cutoff: datetime) -> QuerySet[Comment, Comment]:
    """Not while somebody looks at a complaint or a report."""
    return (
        _in_state(State.REJECTED)(cutoff)
        .exclude(statements__complaint__outcome="")
        .exclude(law_reports__decision="")
    )


def _take_away(pks: list[int]) -> int:
    """Delete comments that no reply hangs from; of the others the place stays, empty.

    What the filter has learned from them stays: features by hash, of a text that nobody can read any more.
    """
    for some in _few_at_a_time(pks):
        with transaction.atomic():
            for comment in Comment.objects.filter(pk__in=some):
                if Comment.objects.filter(parent=comment).exists():
                    erasure.erase_comment(comment, kind="job")
                else:
                    seams.tell_erased(comment)
                    Comment.objects.filter(pk=comment.pk).delete()
    return len(pks)


def _empty_comments(pks: list[int]) -> int:
    for some in _few_at_a_time(pks):
        with transaction.atomic():
            for comment in Comment.objects.filter(pk__in=some):
                erasure.erase_comment(comment, kind="job")
    return len(pks)


def _few_at_a_time(pks: list[int]) -> Iterator[list[int]]:
    """Taking 500 comments away holds SQLite's lock for seconds, in which nobody can comment."""
    return (pks[first : first + _IN_ONE_TRANSACTION] for first in range(0, len(pks), _IN_ONE_TRANSACTION))


# The law ------------------------------------------------------------------------------------------
def _reporters(cutoff: datetime) -> QuerySet[Report, Report]:
    return Report.objects.filter(decided_at__lt=cutoff).exclude(name="", email="", explanation="")


def _empty_reporters(pks: list[int]) -> int:
    with transaction.atomic():
        Complaint.objects.filter(report__in=pks).exclude(outcome="").update(text="")
        return Report.objects.filter(pk__in=pks).update(name="", email="", explanation="")


def _statements(cutoff: datetime) -> QuerySet[Statement, Statement]:
    return Statement.objects.filter(at__lt=cutoff).exclude(complaint__outcome="")


def _reports(cutoff: datetime) -> QuerySet[Report, Report]:
    return Report.objects.filter(decided_at__lt=cutoff).exclude(complaint__outcome="")


def _request_emails(cutoff: datetime) -> QuerySet[RightsRequest, RightsRequest]:
    return RightsRequest.objects.filter(answered_at__lt=cutoff).exclude(email="", message="", answer="")


def _answered(cutoff: datetime) -> QuerySet[RightsRequest, RightsRequest]:
    return RightsRequest.objects.filter(answered_at__lt=cutoff)


def _empty_requests(pks: list[int]) -> int:
    return RightsRequest.objects.filter(pk__in=pks).update(email="", message="", answer="")


# What the machine needs ---------------------------------------------------------------------------
def _votes(cutoff: datetime) -> QuerySet[Vote, Vote]:
    return Vote.objects.filter(voter__isnull=False, at__lt=cutoff)


def _empty_votes(pks: list[int]) -> int:
    """The vote stays, since the job that adds up counts all of a comment's votes anew."""
    return Vote.objects.filter(pk__in=pks).update(voter=None)


def _limits(cutoff: datetime) -> QuerySet[RateLimit, RateLimit]:
    return RateLimit.objects.filter(expires_at__lt=int(cutoff.timestamp()))


def _outbox(cutoff: datetime) -> QuerySet[OutboxItem, OutboxItem]:
    return OutboxItem.objects.filter(
        Q(delivered_at__lt=cutoff) | Q(failed_at__lt=cutoff - (KEEP_FAILED - KEEP_DONE))
    )


def _fingerprints(cutoff: datetime) -> QuerySet[Comment, Comment]:
    return Comment.objects.filter(fingerprint__isnull=False, submitted_at__lt=cutoff)


def _empty_fingerprints(pks: list[int]) -> int:
    return Comment.objects.filter(pk__in=pks).update(fingerprint=None)


RULES = (
    Rule(
        "network", _("Network of commenters"), "comments_keep_network",
        RowsOver(_networks, _empty_networks), place="comments_sender",
    ),
    Rule(
        "network-rest", _("Network without a hash"), "comments_keep_network",
        RowsOver(_networks_without_hash, _empty_networks), place="comments_sender",
    ),
    Rule(
        "unconfirmed-email", _("E-mail address that was not confirmed"), "comments_keep_unconfirmed_email",
        RowsOver(_unconfirmed, _empty_emails), place="comments_sender",
    ),
    Rule(
        "email", _("E-mail address that was confirmed"), "comments_keep_email",
        RowsOver(_emails, _empty_emails), place="comments_sender",
    ),
    Rule(
        "fingerprint", _("Mark of a text that was sent twice"), "",
        RowsOver(_fingerprints, _empty_fingerprints), timedelta(days=1), place="comments_comment",
    ),
    Rule(
        "spam", _("Advertising"), "comments_keep_spam",
        RowsOver(_in_state(State.SPAM), _take_away), place="comments_comment",
    ),
    Rule(
        "rejected", _("Rejected comments"), "comments_keep_rejected",
        RowsOver(_rejected, _take_away), place="comments_comment",
    ),
    Rule(
        "withdrawn", _("Comments withdrawn by their authors"), "comments_keep_withdrawn",
        RowsOver(_in_state(State.WITHDRAWN), _empty_comments), place="comments_comment",
    ),
    Rule(
        "votes", _("Hashes of voters"), "comments_keep_votes",
        RowsOver(_votes, _empty_votes), place="comments_vote",
    ),
    Rule(
        "reporters", _("Names and words of reporters"), "comments_keep_reporters",
        RowsOver(_reporters, _empty_reporters), place="comments_law_report",
    ),
    Rule(
        "request-emails", _("E-mail address of answered requests"), "comments_keep_request_emails",
        RowsOver(_request_emails, _empty_requests), place="comments_law_rightsrequest",
    ),
    Rule(
        "statements", _("Statements of reasons with their complaints"), "comments_keep_decisions",
        RowsOver(_statements, deleting(Statement)), place="comments_law_statement, comments_law_complaint",
    ),
    Rule(
        "reports", _("Decided reports with their complaints"), "comments_keep_decisions",
        RowsOver(_reports, deleting(Report)), place="comments_law_report, comments_law_complaint",
    ),
    Rule(
        "requests", _("Answered requests about personal data"), "comments_keep_decisions",
        RowsOver(_answered, deleting(RightsRequest)),
        place="comments_law_rightsrequest",
    ),
    Rule(
        "audit", _("Audit log"), "comments_keep_audit",
        RowsOver(lambda cutoff: AuditEntry.objects.filter(at__lt=cutoff), deleting(AuditEntry)),
        place="comments_auditentry",
    ),
    Rule(
        "limits", _("Counts of attempts, by hash"), "",
        RowsOver(_limits, deleting(RateLimit)), timedelta(days=1), place="accounts_ratelimit",
    ),
    Rule(
        "outbox", _("Outbox: sent and given up"), "",
        RowsOver(_outbox, deleting(OutboxItem)), KEEP_DONE, place="jobs_outboxitem",
    ),
    Rule("mail-files", _("Mails in files"), "comments_keep_mail_files", MailFiles(), place="mail/"),
    Rule("erasures", _("List of erasures"), "comments_keep_erasures", ErasureLines(), place="erasures.jsonl"),
    Rule(
        "runs", _("Runs of retention"), "comments_keep_retention_runs",
        RowsOver(lambda cutoff: RetentionRun.objects.filter(started_at__lt=cutoff), deleting(RetentionRun)),
        place="comments_law_retentionrun",
    ),
)  # fmt: skip

_added: dict[str, Rule] = {}


def register_rule(rule: Rule) -> None:
    """Add a rule for data of another package, such as bans of the desk."""
    _added[rule.code] = rule


def all_rules() -> tuple[Rule, ...]:
    """Ours and those of others, in the order in which they run."""
    return (*RULES, *_added.values())

"""The yearly report on moderation (DSA, article 15(1)), counted from what was done.

Its parts are those of article 15(1)(a) to (e). Comments that were taken for advertising in bulk count with
the moderation on the newspaper's own initiative.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from presswerk.comments.law.models import Complaint, Ground, Report, Statement
from presswerk.comments.models import AuditEntry


@dataclass(frozen=True)
class Figure:
    """One number, or one sentence, with its name."""

    name: str
    value: str


@dataclass(frozen=True)
class Part:
    """One letter of article 15(1)."""

    article: str
    heading: str
    figures: list[Figure]


def parts(year: int) -> list[Part]:
    """The whole report in the language in force. A year is that of the paper's time zone."""
    begin, end = _year(year)
    return [
        _orders(begin, end),
        _notices(begin, end),
        _own_initiative(begin, end),
        _complaints(begin, end),
        _machines(begin, end),
    ]


def as_csv(year: int) -> str:
    """Semicolons, as German spreadsheets read; one line a figure."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["year", "article", "part", "name", "value"])
    for part in parts(year):
        for figure in part.figures:
            writer.writerow([year, part.article, part.heading, figure.name, figure.value])
    return text.getvalue()


def _year(year: int) -> tuple[datetime, datetime]:
    zone = timezone.get_default_timezone()
    return datetime(year, 1, 1, tzinfo=zone).astimezone(UTC), datetime(
        year + 1, 1, 1, tzinfo=zone
    ).astimezone(UTC)


def _orders(begin: datetime, end: datetime) -> Part:
    """(a) Orders of authorities under articles 9 and 10."""
    rows = _reports(begin, end).filter(origin=Report.Origin.AUTHORITY)
    return Part(
        "15(1)(a)",
        _("Orders of authorities"),
        [Figure(_("Orders received"), _number(rows.count())), *_by_ground(rows), *_times(rows)],
    )


def _notices(begin: datetime, end: datetime) -> Part:
    """(b) Notices under article 16."""
    rows = _reports(begin, end).exclude(origin=Report.Origin.AUTHORITY)
    removed = rows.filter(decision=Report.Decision.REMOVED)
    by_law = removed.filter(decided_on__kind=Ground.Kind.LAW).count()
    figures = [
        Figure(_("Reports received"), _number(rows.count())),
        Figure(_("of these by trusted flaggers"), _number(rows.filter(origin=Report.Origin.FLAGGER).count())),
        *_by_ground(rows),
        Figure(_("Acted on by law"), _number(by_law)),
        Figure(_("Acted on by the house rules"), _number(removed.count() - by_law)),
        Figure(_("Not acted on"), _number(rows.filter(decision=Report.Decision.KEPT).count())),
        Figure(
            _("No longer there at the decision"), _number(rows.filter(decision=Report.Decision.MOOT).count())
        ),
        Figure(_("Not decided yet"), _number(rows.filter(decision=Report.Decision.OPEN).count())),
        Figure(_("Decided by machines alone"), _number(0)),
        *_times(rows),
    ]
    return Part("15(1)(b)", _("Reports of illegal content"), figures)


def _own_initiative(begin: datetime, end: datetime) -> Part:
    """(c) Moderation on the newspaper's own initiative."""
    entries = AuditEntry.objects.filter(at__gte=begin, at__lt=end, subject_kind="comment")
    statements = Statement.objects.filter(at__gte=begin, at__lt=end, report=None)
    spam = entries.filter(act="spam")
    figures = [
        Figure(_("Restrictions with a statement of reasons"), _number(statements.count())),
        *(
            Figure(str(Statement.Restriction(kind).label), _number(count))
            for kind, count in _grouped(statements, "restriction")
        ),
        *(
            Figure(_("Ground: %(title)s") % {"title": title}, _number(count))
            for title, count in _grouped(statements, "ground_title")
        ),
        Figure(
            _("Found by machines, decided by people"),
            _number(statements.filter(found_by_machine=True, decided_by_machine=False).count()),
        ),
        Figure(_("Decided by machines"), _number(statements.filter(decided_by_machine=True).count())),
        Figure(
            _("Advertising not published by the filter"),
            _number(spam.filter(actor_kind__in=["filter", "rule"]).count()),
        ),
        Figure(_("Advertising taken out by people"), _number(spam.filter(actor_kind="staff").count())),
        Figure(
            _("Exclusions of authors"),
            _number(AuditEntry.objects.filter(at__gte=begin, at__lt=end, act="ban").count()),
        ),
    ]
    return Part("15(1)(c)", _("Moderation on our own initiative"), figures)


def _complaints(begin: datetime, end: datetime) -> Part:
    """(d) Complaints."""
    rows = Complaint.objects.filter(received_at__gte=begin, received_at__lt=end)
    figures = [
        Figure(_("Complaints received"), _number(rows.count())),
        Figure(_("of these by commenters"), _number(rows.exclude(statement=None).count())),
        Figure(_("of these by reporters"), _number(rows.exclude(report=None).count())),
        Figure(_("The decision stood"), _number(rows.filter(outcome=Complaint.Outcome.UPHELD).count())),
        Figure(
            _("The decision was reversed"), _number(rows.filter(outcome=Complaint.Outcome.REVERSED).count())
        ),
        Figure(_("Not decided yet"), _number(rows.filter(outcome=Complaint.Outcome.OPEN).count())),
        *_times(rows),
    ]
    return Part("15(1)(d)", _("Complaints"), figures)


def _machines(begin: datetime, end: datetime) -> Part:
    """(e) Use of automated means: what for, how accurate, which safeguards."""
    held = AuditEntry.objects.filter(at__gte=begin, at__lt=end, subject_kind="comment", data__before=None)
    discarded = held.filter(act="spam", actor_kind__in=["filter", "rule"])
    pks = discarded.values("comment_id")
    rescued = (
        AuditEntry.objects.filter(act="publish", actor_kind="staff", comment_id__in=pks)
        .values("comment_id")
        .distinct()
        .count()
    )
    total = discarded.count()
    figures = [
        Figure(
            _("What for"),
            _(
                "A filter on our own server estimates whether a comment is advertising; rules "
                "look for forbidden words and private data. Doubtful comments go to a person."
            ),
        ),
        Figure(_("Not published by machines"), _number(total)),
        Figure(_("of these published by people afterwards"), _number(rescued)),
        Figure(
            _("Rate of error that came to light"),
            f"{_one_decimal(100 * rescued / total)} %" if total else "–",
        ),
        Figure(
            _("Safeguards"),
            _(
                "What machines refuse stays visible to moderators for the time of the settings. "
                "Each author sees the state of a comment on its own page. Reports and complaints "
                "are decided by people only."
            ),
        ),
    ]
    return Part("15(1)(e)", _("Automated means"), figures)


def _reports(begin: datetime, end: datetime) -> QuerySet[Report, Report]:
    return Report.objects.filter(received_at__gte=begin, received_at__lt=end)


def _by_ground(rows: QuerySet[Report, Report]) -> Iterator[Figure]:
    counts = dict(_grouped(rows, "ground"))
    for ground in Ground.objects.filter(pk__in=counts):
        yield Figure(_("Ground: %(title)s") % {"title": ground.title}, _number(counts[ground.pk]))


def _grouped(rows: QuerySet[Any, Any], field: str) -> Iterable[tuple[Any, int]]:
    counted = rows.order_by().values(field).annotate(count=Count("pk")).order_by(field)
    return [(row[field], row["count"]) for row in counted]


def _times(rows: QuerySet[Any, Any]) -> Iterator[Figure]:
    """The median time from receipt to decision."""
    taken = [
        decided - received
        for received, decided in rows.filter(~Q(decided_at=None))
        .values_list("received_at", "decided_at")
        .iterator()
    ]
    if taken:
        yield Figure(_("Median time to the decision"), _hours(median(taken)))


def _hours(length: timedelta) -> str:
    return _("%(hours)s hours") % {"hours": _one_decimal(length.total_seconds() / 3600)}


def _one_decimal(value: float) -> str:
    """In the reader's spelling: 1,5 in German."""
    return number_format(value, decimal_pos=1)


def _number(count: int) -> str:
    return str(count)

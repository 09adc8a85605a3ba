"""How often something may be tried: counted in the database, so the count is exact across all processes.

A limit counts per subject, such as the network of the client or the account that is tried. Subjects are
stored as keyed hashes only: the table tells nobody who tried what from where.
"""

from __future__ import annotations

import ipaddress
import logging
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

logger = logging.getLogger(__name__)

ROWS_PER_CLEANING = 1000


class RateLimit(models.Model):
    """The attempts of one subject under one rule, in the window that its first attempt opened."""

    key = models.CharField(max_length=64, primary_key=True)
    attempts = models.PositiveIntegerField()
    expires_at = models.BigIntegerField(db_index=True, help_text="Unix seconds")

    class Meta:
        verbose_name = "rate limit"
        verbose_name_plural = "rate limits"

    def __str__(self) -> str:
        return f"{self.attempts} until {_moment(self.expires_at)}"


@dataclass(frozen=True)
class Rule:
    """``most`` attempts within ``window`` of the first one."""

    name: str
    most: int
    window: timedelta


@dataclass(frozen=True)
class Count:
    """A rule applied to a subject (a network, an account; any text)."""

    rule: Rule
    subject: str

    @cached_property
    def key(self) -> str:
        """The row's key: an HMAC-SHA-256 under the secret key."""
        return salted_hmac(f"presswerk.limits:{self.rule.name}", self.subject, algorithm="sha256").hexdigest()


class LimitReached(Exception):
    """An attempt too many. ``until`` is when the next one is allowed."""

    def __init__(self, rule: Rule, until: datetime) -> None:
        super().__init__(rule.name)
        self.rule = rule
        self.until = until

    def message(self) -> str:
        """A sentence for the person, with the time to wait."""
        return _("There were too many attempts. Please try again in %(wait)s.") % {
            "wait": waiting_time(self.until - timezone.now())
        }


def consume(counts: Iterable[Count]) -> None:
    """Count one attempt under each rule. Raises LimitReached when one of them is exhausted.

    Counting comes before the attempt, so that many at once cannot slip past a count that is written later;
    give back with ``refund`` what turned out to be no failure. An exhausted subject costs a read, no write.
    """
    counts = list(counts)
    refuse_exhausted(counts)
    count_all(counts)


def refuse_exhausted(counts: Iterable[Count]) -> list[int]:
    """The attempts so far, in order, without counting one. Raises LimitReached when one is exhausted."""
    counts = list(counts)
    return _refuse_exhausted(counts, _so_far(counts))


def look_at_each(groups: Sequence[Sequence[Count]]) -> list[list[int] | LimitReached]:
    """The same for several attempts, by one query: for each what it is given, or what it is refused with."""
    found = _so_far([count for counts in groups for count in counts])
    seen: list[list[int] | LimitReached] = []
    for counts in groups:
        try:
            seen.append(_refuse_exhausted(counts, found))
        except LimitReached as reached:
            seen.append(reached)
    return seen


def count_all(counts: Iterable[Count]) -> None:
    """Count one attempt under each rule in one statement. Raises LimitReached for one too many.

    A count that comes twice counts for two. Until the transaction of the caller ends, others who count the
    same subjects wait on PostgreSQL.
    """
    counts = list(counts)
    results = _increment(counts, _now()) if counts else {}
    for count in counts:
        attempts, expires_at = results[count.key]
        if attempts > count.rule.most:
            _refuse(count.rule, expires_at)


def refund(counts: Iterable[Count]) -> None:
    """Take back one attempt that ``consume`` has counted."""
    keys = [count.key for count in counts]
    RateLimit.objects.filter(key__in=keys, attempts__gt=0).update(attempts=models.F("attempts") - 1)


def forget(counts: Iterable[Count]) -> None:
    """Start anew: after a password was reset, its owner is not to wait for the failures before."""
    RateLimit.objects.filter(key__in=[count.key for count in counts]).delete()


def forget_expired() -> int:
    """Delete the windows that are over, in small transactions; the number of rows. To be called daily."""
    total = 0
    while True:
        expired = RateLimit.objects.filter(expires_at__lte=_now())
        keys = list(expired.order_by("expires_at").values_list("pk", flat=True)[:ROWS_PER_CLEANING])
        # A row may have begun a new window in between: it must not be lost.
        total += expired.filter(pk__in=keys).delete()[0]
        if len(keys) < ROWS_PER_CLEANING:
            return total


def network_of(address: str) -> str:
    """The network that one client is taken for: /24 of IPv4, /64 of IPv6; "unknown" for no address.

    >>> network_of("203.0.113.77"), network_of("2001:db8:1:2:3:4:5:6"), network_of("")
    ('203.0.113.0/24', '2001:db8:1:2::/64', 'unknown')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    length = 24 if parsed.version == 4 else 64
    return str(ipaddress.ip_network(f"{parsed}/{length}", strict=False))


def waiting_time(wait: timedelta) -> str:
    """The wait as a person would say it, never too short: "2 minutes", "1 hour"."""
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    if minutes < 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def _so_far(counts: Iterable[Count]) -> dict[str, tuple[int, int]]:
    """By key the attempts and the end of the window, of windows that are not over."""
    keys = list(dict.fromkeys(count.key for count in counts))
    if not keys:
        return {}
    table = connection.ops.quote_name(RateLimit._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key, attempts, expires_at FROM {table}"
            f" WHERE key IN ({', '.join(['%s'] * len(keys))}) AND expires_at > %s",
            [*keys, _now()],
        )
        return {key: (attempts, expires_at) for key, attempts, expires_at in cursor.fetchall()}


def _refuse_exhausted(counts: Iterable[Count], found: Mapping[str, tuple[int, int]]) -> list[int]:
    seen = [(count, *found.get(count.key, (0, 0))) for count in counts]
    for count, attempts, expires_at in seen:
        if attempts >= count.rule.most and expires_at:
            _refuse(count.rule, expires_at)
    return [attempts for _count, attempts, _expires_at in seen]


def _refuse(rule: Rule, expires_at: int) -> None:
    until = _moment(expires_at)
    logger.warning("The limit %s is reached until %s.", rule.name, until.isoformat())
    raise LimitReached(rule, until)


def _increment(counts: list[Count], now: int) -> dict[str, tuple[int, int]]:
    """One atomic upsert (SQLite 3.35, PostgreSQL 9.5): by key the count after it and the end of its window.

    The keys are in order, so that no two wait for each other.
    """
    steps = Counter(count.key for count in counts)
    ends = {count.key: now + math.ceil(count.rule.window.total_seconds()) for count in counts}
    rows = ", ".join(["(%s, %s, %s)"] * len(steps))
    table = connection.ops.quote_name(RateLimit._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {table} (key, attempts, expires_at) VALUES {rows}
            ON CONFLICT (key) DO UPDATE SET
              attempts = CASE WHEN {table}.expires_at <= %s THEN excluded.attempts
                              ELSE {table}.attempts + excluded.attempts END,
              expires_at = CASE WHEN {table}.expires_at <= %s THEN excluded.expires_at
                                ELSE {table}.expires_at END
            RETURNING key, attempts, expires_at
            """,
            [*(value for key, step in sorted(steps.items()) for value in (key, step, ends[key])), now, now],
        )
        return {key: (attempts, expires_at) for key, attempts, expires_at in cursor.fetchall()}


def _now() -> int:
    return int(timezone.now().timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

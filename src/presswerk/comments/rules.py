"""The rules of a debate as they are in force: an article's own, its sections', the paper's, the defaults."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from presswerk import bake
from presswerk.comments.models import Debate, DebateRules, Mode
from presswerk.newsroom import memo
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.prepared import prepared
from presswerk.newsroom.queries import sections


@dataclass(frozen=True)
class Rules:
    """What holds for one article, with what its opening depends on."""

    mode: Mode = Mode.PROBABILITY
    hold_above: float | None = None
    """None leaves the decision to the filter's own costs."""
    discard_above: float | None = None
    hold_insults_above: float | None = 0.5
    """As likely as not. None leaves the decision to the engine's own costs, which hold far more."""
    close_after_days: int = 30
    close_after_comments: int = 0
    closed_at: datetime | None = None
    slow_seconds: int = 0
    read_from: time | None = None
    read_until: time | None = None
    shortest: int = 2
    longest: int = 5000
    published_at: datetime | None = None
    """Of the article; None while it is not public."""
    comments: int = 0
    """Published ones, counted only where their number closes the debate."""

    @property
    def closes_at(self) -> datetime | None:
        """The moment at which the debate closes by time; None for never."""
        moments = [self.closed_at] if self.closed_at else []
        if self.close_after_days and self.published_at:
            moments.append(self.published_at + timedelta(days=self.close_after_days))
        return min(moments, default=None)

    def is_open(self, now: datetime) -> bool:
        """Whether somebody may comment."""
        if self.mode == Mode.OFF or self.published_at is None:
            return False
        if self.close_after_comments and self.comments >= self.close_after_comments:
            return False
        return self.closes_at is None or now < self.closes_at

    def is_read(self, now: datetime) -> bool:
        """Whether moderators are there; what comes at other times waits for them."""
        if self.read_from is None or self.read_until is None or self.read_from == self.read_until:
            return True
        at = timezone.localtime(now, timezone.get_default_timezone()).time()
        if self.read_from < self.read_until:
            return self.read_from <= at < self.read_until
        return at >= self.read_from or at < self.read_until

    def next_change(self, now: datetime) -> datetime | None:
        """The next moment at which `is_open` or `is_read` may say otherwise; None for never."""
        if not self.is_open(now):
            return None
        moments = [self.closes_at] if self.closes_at else []
        if self.read_from is not None and self.read_until is not None:
            moments += [_next(self.read_from, now), _next(self.read_until, now)]
        return min(moments, default=None)


DEFAULTS = Rules()
_NO_SECTION = 0
_SCOPED = tuple(field.name for field in fields(Rules) if field.name not in {"published_at", "comments"})


def _next(at: time, now: datetime) -> datetime:
    zone = timezone.get_default_timezone()
    local = now.astimezone(zone)
    found = datetime.combine(local.date(), at, zone)
    return found if found > now else datetime.combine(local.date() + timedelta(days=1), at, zone)


@bake.named_query
def in_force(article: ArticlePage) -> Rules:
    """The rules for an article; an empty field takes the value of the next wider scope.

    The editor's own switch (`comments_open`) is the narrowest scope of all. At most three queries.
    """
    return in_force_of([article])[article.pk]


@bake.named_query
def in_force_of(articles: Iterable[ArticlePage]) -> dict[int, Rules]:
    """The same for several articles, by their keys: one query for all, and at most two for each."""
    of_key = {article.pk: article for article in articles}
    ways = {pk: _way_to(article) for pk, article in of_key.items()}
    sections_on_ways = sorted({pk for way in ways.values() for pk in way}) or [_NO_SECTION]
    found = {(row.article_id, row.section_id): row for row in _of_scopes(sorted(of_key), sections_on_ways)}
    return {pk: _in_force(article, ways[pk], found) for pk, article in of_key.items()}


def _way_to(article: ArticlePage) -> list[int]:
    way = sections.keys_on_the_way_to(article.section) if article.section else []
    bake.depends_on("debate-rules", f"debate-rules:article:{article.pk}", f"page:{article.pk}")
    bake.depends_on(*(f"debate-rules:section:{pk}" for pk in way))
    return way


def _in_force(
    article: ArticlePage, way: list[int], found: dict[tuple[int | None, int | None], DebateRules]
) -> Rules:
    order = [(article.pk, None), *((None, pk) for pk in reversed(way)), (None, None)]
    values = _merged([found[scope] for scope in order if scope in found])
    if not article.comments_open:
        values["mode"] = Mode.OFF
    if values.get("close_after_comments"):
        values["comments"] = _count(article)
    return Rules(**values, published_at=article.published_at if article.live else None)


@prepared
def _of_scopes(articles: Sequence[int], way: Sequence[int]) -> QuerySet[DebateRules]:
    return DebateRules.objects.filter(
        Q(article_id__in=articles) | Q(section_id__in=way) | Q(article=None, section=None)
    ).order_by()


def of_this_request(article: ArticlePage) -> Rules:
    """As `in_force()`, asked for once in a request."""
    return memo.once(_memory_of(article.pk), lambda: in_force(article))


def of_this_request_for(articles: Iterable[ArticlePage]) -> dict[int, Rules]:
    """The same for several articles, asked for at once."""
    of_key = {article.pk: article for article in articles}
    unknown = [article for pk, article in of_key.items() if memo.remembered(_memory_of(pk)) is None]
    found = in_force_of(unknown) if unknown else {}
    return {pk: memo.once(_memory_of(pk), partial(found.__getitem__, pk)) for pk in of_key}


def _memory_of(article_id: int) -> str:
    return f"debate rules {article_id}"


def _merged(scopes: list[DebateRules]) -> dict[str, Any]:
    """The narrowest value of each field that has one."""
    values: dict[str, Any] = {}
    for name in _SCOPED:
        for rules in scopes:
            value = getattr(rules, name)
            if value not in (None, ""):
                values[name] = Mode(value) if name == "mode" else value
                break
    return values


def _count(article: ArticlePage) -> int:
    bake.depends_on(f"comments:{article.pk}")
    return Debate.objects.filter(pk=article.pk).values_list("comments", flat=True).first() or 0

"""Articles of a list under the months and days on which they came out, in the paper's time zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from presswerk.newsroom.models import ArticlePage


@dataclass(frozen=True)
class Day:
    """A day with its articles, in the order of the list."""

    date: date
    articles: list[ArticlePage]


@dataclass(frozen=True)
class Month:
    """A month by its first day, with those of its days that have articles."""

    date: date
    days: list[Day]


def by_month(articles: Iterable[ArticlePage]) -> list[Month]:
    """The articles grouped, in their order, which MUST be that of their publication, up or down."""
    days = [Day(day, list(of_day)) for day, of_day in groupby(articles, key=_day_of)]
    return [
        Month(month, list(of_month))
        for month, of_month in groupby(days, key=lambda day: day.date.replace(day=1))
    ]


def _day_of(article: ArticlePage) -> date:
    return timezone.localtime(article.published_at, timezone.get_default_timezone()).date()

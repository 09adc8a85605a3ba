"""Dates relative to the day of the set-up, so that the demo newspaper is always fresh.

A day is written as ``3`` (days before the set-up) or as ``council+1`` (an event of paper.toml and an
offset). In texts ``{{weekday -1}}`` becomes the weekday of the day before publication; likewise ``date``,
``month`` and ``year``, and ``workday``, which moves on to the next working day (back, where the offset is
negative). An event's name may stand before the offset: ``{{date council+4}}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from presswerk.demo.content import Article, ContentError

_PLACEHOLDER = re.compile(r"\{\{(\w+) ([a-z_]*)([+-]?\d*)\}\}")
_DAY = re.compile(r"([a-z_]+)([+-]\d+)?")
_SATURDAY, _SUNDAY = 5, 6
_SNAPS = {"workday": range(5), "saturday": (_SATURDAY,), "sunday": (_SUNDAY,), "": range(7)}
_WEEKDAYS = {
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_MONTHS = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


@dataclass(frozen=True)
class Calendar:
    """The days of the demo, seen from the moment of its set-up."""

    now: datetime
    events: dict[str, dict[str, Any]]
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def event(self, name: str) -> date:
        """The day of an event, moved back to the last day its `snap` allows. Raises ContentError."""
        if name not in self.events:
            raise ContentError(f"paper.toml has no event {name!r}.")
        row = self.events[name]
        day = self.today - timedelta(days=row["days_ago"])
        while day.weekday() not in _SNAPS[row.get("snap", "")]:
            day -= timedelta(days=1)
        return day

    def published(self, article: Article) -> datetime:
        """When the article appeared; what would lie ahead of the set-up appeared a day earlier."""
        moment = self._at(self._day_of(article), article.time)
        return moment if moment < self.now else moment - timedelta(days=1)

    def after(self, published: datetime, row: dict[str, Any]) -> datetime:
        """A moment `days_after` the publication at a `time` of day, never before it nor ahead of now."""
        day = published.astimezone(self.zone).date() + timedelta(days=row.get("days_after", 0))
        return min(max(self._at(day, row["time"]), published), self.now)

    def fill_in(self, text: str, published: datetime, language: str) -> str:
        """Replace the placeholders of a text by weekdays, dates and years."""
        base = published.astimezone(self.zone).date()
        return _PLACEHOLDER.sub(lambda match: self._word(match, base, language), text)

    def _word(self, match: re.Match[str], base: date, language: str) -> str:
        form, event, offset = match[1], match[2], int(match[3] or 0)
        day = (self.event(event) if event else base) + timedelta(days=offset)
        if form == "workday":
            step = timedelta(days=1 if offset >= 0 else -1)
            while day.weekday() not in _SNAPS["workday"]:
                day += step
        month, year = _MONTHS[language][day.month - 1], f" {day.year}" if day.year != base.year else ""
        forms = {
            "weekday": _WEEKDAYS[language][day.weekday()],
            "workday": _WEEKDAYS[language][day.weekday()],
            "date": (f"{day.day}. {month}" if language == "de" else f"{day.day} {month}") + year,
            "month": month,
            "year": str(day.year),
        }
        if form not in forms:
            raise ContentError(f"{match[0]} is not known; use one of {', '.join(forms)}.")
        return forms[form]

    def _day_of(self, article: Article) -> date:
        if article.days_ago is not None:
            return self.today - timedelta(days=article.days_ago)
        match = _DAY.fullmatch(article.on)
        if match is None:
            raise ContentError(f"articles/{article.id}.toml needs `days_ago` or `on`.")
        return self.event(match[1]) + timedelta(days=int(match[2] or 0))

    def _at(self, day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), self.zone)

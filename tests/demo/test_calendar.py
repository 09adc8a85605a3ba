"""Dates of the demo, relative to the day of the set-up."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from presswerk.demo.calendar import Calendar
from presswerk.demo.content import Article, ContentError

SUNDAY = datetime(2027, 3, 14, 11, 0, tzinfo=UTC)
EVENTS: dict[str, dict[str, Any]] = {
    "council": {"days_ago": 0, "snap": "workday"},
    "derby": {"days_ago": 2, "snap": "saturday"},
    "vote": {"days_ago": 1, "snap": "sunday"},
    "flood": {"days_ago": 3},
}


def calendar(now: datetime = SUNDAY) -> Calendar:
    return Calendar(now, EVENTS, ZoneInfo("Europe/Berlin"))


def article(**fields) -> Article:
    return Article(id="probe", headline="Probe", kind="news", section="politik", body=(), **fields)


def test_an_event_moves_back_to_the_day_it_may_fall_on():
    assert calendar().event("council") == date(2027, 3, 12)
    assert calendar().event("derby") == date(2027, 3, 6)
    assert calendar().event("vote") == date(2027, 3, 7)
    assert calendar().event("flood") == date(2027, 3, 11)


def test_an_article_bears_its_day_and_time_in_the_papers_zone():
    assert calendar().published(article(days_ago=2, time="06:30")).isoformat() == "2027-03-12T06:30:00+01:00"
    assert calendar().published(article(on="flood+1", time="06:30")).date() == date(2027, 3, 12)


def test_what_would_lie_ahead_of_the_setup_appeared_a_day_earlier():
    assert calendar().published(article(days_ago=0, time="23:00")).date() == date(2027, 3, 13)
    assert calendar().published(article(days_ago=0, time="08:00")).date() == date(2027, 3, 14)


def test_an_update_stands_between_publication_and_now():
    published = calendar().published(article(days_ago=1, time="20:00"))
    assert calendar().after(published, {"days_after": 0, "time": "07:00"}) == published
    assert calendar().after(published, {"days_after": 5, "time": "07:00"}) == SUNDAY


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{weekday -1}}", "Donnerstag"),
        ("{{workday +1}}", "Montag"),
        ("{{workday -5}}", "Freitag"),
        ("{{date flood+1}}", "12. März"),
        ("{{date -90}}", "12. Dezember 2026"),
        ("{{month +30}} {{year -730}}", "April 2025"),
    ],
)
def test_placeholders_become_words_of_the_language(text, filled):
    friday = calendar().published(article(days_ago=2))
    assert calendar().fill_in(text, friday, "de") == filled


def test_english_dates_follow_english_custom():
    friday = calendar().published(article(days_ago=2))
    assert calendar().fill_in("{{weekday +0}}, {{date +0}}", friday, "en") == "Friday, 12 March"


def test_unknown_events_and_forms_are_refused():
    friday = calendar().published(article(days_ago=2))
    with pytest.raises(ContentError, match="no event 'fire'"):
        calendar().fill_in("{{date fire}}", friday, "de")
    with pytest.raises(ContentError, match="is not known"):
        calendar().fill_in("{{decade +1}}", friday, "de")
    with pytest.raises(ContentError, match="needs `days_ago` or `on`"):
        calendar().published(article())

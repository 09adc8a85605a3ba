from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from presswerk.jobs.schedules import parse

BERLIN = ZoneInfo("Europe/Berlin")
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
texts = st.sampled_from(
    ["hourly", "hourly :20", "daily 00:00", "daily 02:30", "daily 23:59", "weekly sun 02:30"]
)


@pytest.fixture(autouse=True)
def in_berlin():
    with override_settings(TIME_ZONE="Europe/Berlin"):
        yield


def berlin(year: int, month: int, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("schedule", "moment", "expected"),
    [
        (timedelta(minutes=5), berlin(2026, 11, 23, 10), berlin(2026, 11, 23, 10, 5)),
        ("hourly", berlin(2026, 11, 23, 10), berlin(2026, 11, 23, 11)),
        ("hourly :20", berlin(2026, 11, 23, 10, 19, 59), berlin(2026, 11, 23, 10, 20)),
        ("hourly :20", berlin(2026, 11, 23, 10, 20), berlin(2026, 11, 23, 11, 20)),
        ("daily 03:15", berlin(2026, 11, 23, 3), berlin(2026, 11, 23, 3, 15)),
        ("daily 03:15", berlin(2026, 11, 23, 3, 15), berlin(2026, 11, 24, 3, 15)),
        ("daily 03:15", berlin(2026, 12, 31, 4), berlin(2027, 1, 1, 3, 15)),
        ("weekly mon 04:00", berlin(2026, 11, 23, 3), berlin(2026, 11, 23, 4)),
        ("weekly mon 04:00", berlin(2026, 11, 23, 4), berlin(2026, 11, 30, 4)),
        ("weekly sun 04:00", berlin(2026, 11, 23, 4), berlin(2026, 11, 29, 4)),
    ],
)
def test_it_finds_the_next_moment(schedule, moment, expected):
    assert parse(schedule).next_after(moment) == expected


def test_a_time_that_summer_time_skips_is_taken_an_hour_later():
    assert parse("daily 02:30").next_after(berlin(2026, 3, 29, 0)) == berlin(2026, 3, 29, 3, 30)


def test_a_time_that_comes_twice_in_autumn_is_taken_once():
    first = parse("daily 02:30").next_after(berlin(2026, 10, 25, 0))
    assert first == berlin(2026, 10, 25, 2, 30).astimezone(UTC)
    assert parse("daily 02:30").next_after(first) == berlin(2026, 10, 26, 2, 30)


def test_the_hourly_schedule_runs_in_both_hours_of_autumn():
    first = parse("hourly").next_after(berlin(2026, 10, 25, 1, 59))
    second = parse("hourly").next_after(first)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


@given(texts, moments)
def test_the_next_moment_is_later_and_within_the_period(text, moment):
    latest = {"h": timedelta(hours=1), "d": timedelta(hours=26), "w": timedelta(days=7, hours=2)}[text[0]]
    following = parse(text).next_after(moment)
    assert moment < following <= moment + latest


@pytest.mark.parametrize(
    "nonsense", ["", "daily", "daily 3:15", "daily 24:00", "weekly 04:00", "weekly mo 04:00", "hourly :60"]
)
def test_nonsense_is_refused_with_examples(nonsense):
    with pytest.raises(ValueError, match="daily 03:15"):
        parse(nonsense)


def test_an_interval_under_a_second_is_refused():
    with pytest.raises(ValueError, match="shortest"):
        parse(timedelta(0))

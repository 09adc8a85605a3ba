"""Which backups stay."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from presswerk.transfer.backup.rotation import Keeping, kept, moment_of, name_for, thrown_away

USUAL = Keeping(7, 4, 12)
moments = st.lists(
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)),
    max_size=60,
)
keepings = st.builds(Keeping, *[st.integers(min_value=0, max_value=14)] * 3)


@given(moments, keepings)
def test_the_newest_stays_the_number_is_bounded_and_again_changes_nothing(there, keeping) -> None:
    stay = kept(there, keeping)

    assert stay <= set(there)
    assert len(stay) <= max(1, sum(keeping))
    assert not there or max(there) in stay
    assert kept(stay, keeping) == stay


@given(moments, keepings, st.datetimes(min_value=datetime(2030, 1, 2), timezones=st.just(UTC)))
def test_a_new_one_never_lets_more_go_than_it_brings_periods(there, keeping, new) -> None:
    before, after = kept(there, keeping), kept([*kept(there, keeping), new], keeping)

    assert new in after
    assert len(before - after) <= 3  # at most one of each kind


@given(st.integers(min_value=1, max_value=800), st.datetimes(
    min_value=datetime(2024, 1, 1), max_value=datetime(2026, 1, 1), timezones=st.just(UTC)
))  # fmt: skip
def test_a_backup_a_day_leaves_seven_days_four_weeks_and_twelve_months(days: int, first: datetime) -> None:
    stay: set[datetime] = set()
    for day in range(days):
        stay = kept([*stay, first + timedelta(days=day)], USUAL)
    last = first + timedelta(days=days - 1)

    # The last seven days, each.
    assert {last - timedelta(days=ago) for ago in range(min(7, days))} <= stay
    # At any time in the last four weeks and twelve months one is no older than its week or month.
    weeks = {moment.isocalendar()[:2] for moment in stay}
    assert {
        (last - timedelta(weeks=ago)).isocalendar()[:2] for ago in range(4) if ago * 7 < days - 6
    } <= weeks
    months = {(moment.year, moment.month) for moment in stay}
    wanted = {(moment.year, moment.month) for moment in (last - timedelta(days=ago) for ago in range(days))}
    assert set(sorted(wanted, reverse=True)[:12]) <= months


def test_files_of_other_names_are_left_alone(tmp_path: Path) -> None:
    for day in range(1, 29):
        (tmp_path / name_for(datetime(2026, 2, day, 2, 30, tzinfo=UTC))).touch()
    for other in ("notes.txt", "presswerk-2026.tar", "presswerk-2026-02-30T023000Z.tar"):
        (tmp_path / other).touch()

    gone = thrown_away(tmp_path, Keeping(2, 0, 0))

    assert len(gone) == 26
    assert all(moment_of(path.name) for path in gone)

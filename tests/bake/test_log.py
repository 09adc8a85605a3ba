"""Reading the purge log: nothing is read twice, and no order of commits hides anything."""

import json
import time

import pytest
from django.db import connection, transaction

from presswerk import bake
from presswerk.bake import log
from presswerk.bake.changing import KEEP
from presswerk.bake.models import Purge
from presswerk.bake.store import Strength

pytestmark = [pytest.mark.both_databases]
in_order = pytest.mark.django_db
with_commits = pytest.mark.django_db(transaction=True)


def start() -> bytes:
    return log.pending(None).position


def purge(*tags: str, strength: str = "wait") -> None:
    with transaction.atomic():
        bake.changed(*tags, strength=strength)


def read(position: bytes) -> tuple[set[str], bytes]:
    found = log.pending(position)
    return {purge.tag for purge in found.purges}, found.position


@with_commits
def test_a_new_store_begins_at_the_end_of_the_log():
    purge("a")
    assert read(start())[0] == set()


@with_commits
def test_each_purge_is_read_once():
    position = start()
    purge("a", "b")
    tags, position = read(position)
    assert tags == {"a", "b"}
    purge("c")
    tags, position = read(position)
    assert tags == {"c"}
    assert not log.pending(position).purges


@with_commits
def test_a_quiet_log_moves_nothing_until_an_hour_has_passed():
    position = log.pending(start()).position
    assert not log.pending(position).moved
    assert log.pending(position, now=time.time() + log.REFRESH_SECONDS + 1).moved


@with_commits
def test_the_strengths_of_a_tag_are_kept_apart_and_the_earliest_moment_counts():
    position = start()
    purge("a")
    purge("a", strength="hard")
    purge("a")
    found = log.pending(position).purges
    assert sorted(one.strength for one in found) == [Strength.HARD, Strength.WAIT]
    first = Purge.objects.order_by("pk").values_list("at", flat=True).filter(tag="a", strength="wait")[0]
    assert next(one.at for one in found if one.strength == "wait") == pytest.approx(
        first.timestamp(), abs=0.01
    )


@with_commits
@pytest.mark.parametrize(
    "spoil",
    [
        lambda known: known | {"log": "another"},
        lambda known: known | {"at": time.time() - KEEP.total_seconds() - 1},
        lambda known: {
            name: value + 10**9 if name in ("number", "horizon") else value for name, value in known.items()
        },
        lambda known: {},
    ],
    ids=["of another log", "too old", "ahead of the log", "of no known form"],
)
def test_a_position_that_means_nothing_purges_everything_hard(spoil):
    purge("a")
    position = json.dumps(spoil(json.loads(start()))).encode()
    found = log.pending(position)
    assert [(one.tag, one.strength) for one in found.purges] == [("*", "hard")]
    assert read(found.position)[0] == set()


@with_commits
def test_another_version_of_the_software_purges_everything_once():
    position = log.pending(None, software="1").position
    purge("a")
    found = log.pending(position, software="2")
    assert [one.tag for one in found.purges] == ["a", "*"]
    assert not log.pending(found.position, software="2").purges


@with_commits
def test_a_restored_database_is_another_log():
    position = start()
    log.renew_identity()
    assert read(position)[0] == {"*"}


@in_order
def test_very_many_purges_are_one_of_everything_beside_the_hard_ones():
    position = start()
    purge("secret", strength="hard")
    purge(*(f"tag:{number}" for number in range(log.MOST_AT_ONCE + 1)))
    found = log.pending(position).purges
    assert [(one.tag, one.strength) for one in found] == [("secret", "hard"), ("*", "wait")]


# Two connections ----------------------------------------------------------------------------------
@pytest.fixture
def other():
    """A second connection to the same PostgreSQL database."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    import psycopg

    there = connection.settings_dict
    with psycopg.connect(
        host=there["HOST"], port=there["PORT"], user=there["USER"], dbname=there["NAME"]
    ) as second:
        yield second


def insert(second, tag: str) -> None:
    second.execute("INSERT INTO bake_purge (tag, strength, at) VALUES (%s, 'wait', clock_timestamp())", [tag])


@with_commits
def test_a_transaction_that_drew_its_number_first_and_ended_last_hides_nothing(other):
    position = start()
    insert(other, "drawn first")
    purge("drawn second")
    assert Purge.objects.get().tag == "drawn second"
    tags, position = read(position)
    assert tags == {"drawn second"}
    other.commit()
    tags, position = read(position)
    assert tags == {"drawn first"}
    assert read(position)[0] == set()


@with_commits
def test_a_long_transaction_lets_later_ones_be_read_once_each(other):
    position = start()
    insert(other, "long")
    for number in range(5):
        purge(f"short {number}")
        tags, position = read(position)
        assert tags == {f"short {number}"}
    assert len(json.loads(position)["seen"]) == 5
    other.commit()
    tags, position = read(position)
    assert tags == {"long"}
    purge("after")
    tags, position = read(position)
    assert tags == {"after"}
    # What the horizon has passed is remembered no longer. Other databases of the server may hold it back.
    known = json.loads(position)
    assert all(transaction >= known["horizon"] for transaction in known["seen"].values())


@with_commits
def test_what_ran_when_the_position_began_is_read_when_it_ends(other):
    insert(other, "running")
    position = start()
    assert read(position)[0] == set()
    other.commit()
    assert read(position)[0] == {"running"}


@with_commits
def test_a_rolled_back_transaction_leaves_a_gap_that_stops_nothing(other):
    position = start()
    insert(other, "never")
    purge("a")
    other.rollback()
    tags, position = read(position)
    assert tags == {"a"}
    purge("b")
    assert read(position)[0] == {"b"}

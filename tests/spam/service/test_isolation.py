"""What one site teaches, another's filter never sees, unless both are of one group; with the real engine."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from presswerk.spam import Engine, Submission
from presswerk.spam.service import Desk, Key
from presswerk.spam.service.learners import Learners
from tests.spam.service.serving import SECRET, new_key

TEXT = "Die Debatte über den Radweg war lang, aber am Ende hat der Stadtrat vernünftig entschieden."
NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def one(folder: Path) -> Desk:
    return Desk(folder, SECRET, Engine)


def key(one: Desk, folder: Path, site: str, group: str = "") -> Key:
    found = one.keys.find(new_key(folder, f"https://{site}.example", group=group))
    assert found is not None
    return found


def submission(one: Desk, key: Key) -> Submission:
    hashes = one.hashes(key)
    return Submission(
        TEXT,
        id=hashes.submission(TEXT),
        author_email_hash=hashes.email("eva@mail.example"),
        address_hash=hashes.network("203.0.113.9"),
        thread=hashes.thread("https://x.example/1"),
    )


def report(one: Desk, key: Key) -> None:
    """Twenty people of the site call it spam."""
    for number in range(20):
        one.learn(key, "x.example", submission(one, key), is_spam=True, reporter=f"reporter {number}")


def test_one_sites_reports_change_nothing_for_another(one, folder):
    attacker, victim = key(one, folder, "a"), key(one, folder, "b")
    before = one.judge(victim, submission(one, victim))
    first = one.judge(attacker, submission(one, attacker)).probability
    report(one, attacker)
    assert one.judge(attacker, submission(one, attacker)).probability > first
    assert one.judge(victim, submission(one, victim)) == before


def test_a_group_learns_together(one, folder):
    first, second = key(one, folder, "a", "anna"), key(one, folder, "b", "anna")
    before = one.judge(second, submission(one, second)).probability
    report(one, first)
    assert one.judge(second, submission(one, second)).probability > before


def test_what_was_learned_is_there_after_a_new_start(one, folder):
    site = key(one, folder, "a")
    report(one, site)
    learned = one.judge(site, submission(one, site)).probability
    one.close()
    again = Desk(folder, SECRET, Engine)
    assert again.judge(site, submission(again, site)).probability == learned


def test_filters_used_longest_ago_are_closed_and_opened_again(tmp_path):
    learners = Learners(tmp_path, Engine, most_open=2)
    for name in ("a", "b", "c"):
        with learners.filter_of(name) as judge:
            judge.learn(Submission(TEXT, id=name), True, "anna", NOW)
    assert list(learners._open) == ["b", "c"]
    with learners.filter_of("a") as first, learners.filter_of("b"), learners.filter_of("c"):
        # None that is in use is closed, though they are three.
        assert isinstance(first, Engine)
        assert first.decisions == 1
        assert len(learners._open) == 3
    learners.close()
    assert not learners._open

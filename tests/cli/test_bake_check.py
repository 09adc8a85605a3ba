"""What the doctor says of the store of ready pages."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from presswerk.bake.store.trouble import DAMAGED, FULL, note
from presswerk.cli.checks.bake import precedence, store
from presswerk.cli.checks.finding import State
from presswerk.conf import load
from presswerk.site.condition import running


def test_a_store_without_trouble_is_well(tmp_path: Path) -> None:
    assert [finding.state for finding in store(load({}, tmp_path))] == [State.WELL]


def test_each_kind_of_trouble_is_told_once_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "bake").mkdir()
    note(tmp_path / "bake", FULL, "All pages are erased.")
    note(tmp_path / "bake", DAMAGED, "It is shorter than it says")
    note(tmp_path / "bake", FULL, "All pages are erased.")
    findings = list(store(load({}, tmp_path)))
    assert [finding.state for finding in findings] == [State.ATTENTION] * 2
    assert "was full 2 times in the last day" in findings[0].found
    assert "PRESSWERK_BAKE_MEGABYTES" in (findings[0].mend or "")
    assert "was damaged once" in findings[1].found


def test_without_a_front_there_is_nothing_to_be_wrong(tmp_path: Path, monkeypatch) -> None:
    from presswerk.bake import node
    from presswerk.cli.checks.bake import front

    monkeypatch.setattr(node, "current_plan", lambda: None)

    (finding,) = front(load({}, tmp_path))

    assert (finding.state, finding.found) == (State.WELL, "none runs here")


@pytest.fixture
def running_front(db, tmp_path: Path, monkeypatch, settings):
    """A data folder as if a newspaper ran there, with its plan and its store."""
    from presswerk.bake import node
    from presswerk.bake.front.plan import Plan
    from presswerk.bake.store import open_store

    settings.BAKE_FOLDER = tmp_path / "bake"
    made = open_store(settings.BAKE_FOLDER)
    made.apply([], b"0")
    plan = Plan(hosts={}, token="t")
    monkeypatch.setattr(node, "current_plan", lambda: plan)
    monkeypatch.setattr(running, "is_running", lambda data: True)
    return made


@pytest.mark.parametrize(
    ("behind", "knows_all", "state", "part"),
    [
        (0.0, True, State.WELL, "every change is applied"),
        (0.0, False, State.ATTENTION, "does not know all sites"),
        (3600.0, True, State.WRONG, "changes are not applied"),
    ],
)
def test_the_front_is_told_of_that_is_behind_or_does_not_know_all(
    running_front, tmp_path: Path, monkeypatch, behind: float, knows_all: bool, state: State, part: str
) -> None:
    from presswerk.cli.checks.bake import front
    from presswerk.site import baking

    running_front.caught_up(time.time() - behind)
    monkeypatch.setattr(baking, "full_plan", lambda now: now if knows_all else replace(now, token="other"))

    (finding,) = front(load({}, tmp_path))

    assert finding.state == state
    assert part in finding.found
    assert bool(finding.mend) == (state != State.WELL)


@pytest.mark.parametrize(
    ("fronts", "schedulers", "state", "part"),
    [
        ([], {}, State.WELL, "asks the system for it"),
        ([1, 2], {1: os.SCHED_OTHER, 2: os.SCHED_OTHER}, State.ATTENTION, "does not permit it"),
        ([1], {}, State.ATTENTION, "does not permit it"),  # it has ended meanwhile
        ([1, 2], {1: os.SCHED_OTHER, 2: os.SCHED_RR | os.SCHED_RESET_ON_FORK}, State.WELL, "goes before"),
    ],
    ids=["none", "not permitted", "gone", "one stepped back"],
)
def test_a_front_that_should_go_first_and_may_not_is_told_of(
    tmp_path: Path, monkeypatch, fronts, schedulers, state: State, part: str
) -> None:
    def scheduler_of(process: int) -> int:
        if process not in schedulers:
            raise ProcessLookupError
        return schedulers[process]

    monkeypatch.setattr(running, "fronts", lambda data: fronts)
    monkeypatch.setattr(os, "sched_getscheduler", scheduler_of)

    (finding,) = precedence(load({"PRESSWERK_FRONT_REALTIME": "yes"}, tmp_path))

    assert (finding.state, bool(finding.mend)) == (state, state is State.ATTENTION)
    assert part in finding.found
    assert list(precedence(load({}, tmp_path))) == []


@pytest.mark.django_db
def test_the_shared_cache_is_told_of_that_takes_no_purges(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from presswerk.bake.models import SharedCache
    from presswerk.cli.checks.bake import shared_cache

    url = "https://cache.example/purge"
    config = load({"PRESSWERK_CDN_PURGE_URL": url}, tmp_path)
    assert list(shared_cache(load({}, tmp_path))) == []
    (never,) = shared_cache(config)
    row = SharedCache.objects.create(url=url, sent=1200)
    (well,) = shared_cache(config)
    row.failing_since, row.last_error = datetime(2026, 11, 2, 8, 0, tzinfo=UTC), "503"
    row.save()
    (failing,) = shared_cache(config)

    assert (never.state, well.state, failing.state) == (State.ATTENTION, State.WELL, State.WRONG)
    assert "1,200 keys" in well.found
    assert "503" in failing.found
    assert "PRESSWERK_CDN_TOKEN" in (failing.mend or "")

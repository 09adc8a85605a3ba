"""What readers get while a page is made anew, by the strength of the purge; and when it cannot be made."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from presswerk.bake.store import Strength

from .client import Answer
from .conftest import Newspaper, wait_for


@contextmanager
def held(paper: Newspaper, name: str) -> Iterator[None]:
    """Renderings of the page wait until the block ends."""
    gate = paper.world / f"{name}.gate"
    os.mkfifo(gate)
    try:
        yield
    finally:
        opened = os.open(gate, os.O_RDWR)  # does not wait for a reader
        gate.unlink()
        os.close(opened)


class Reader(Thread):
    """A request under way."""

    def __init__(self, paper: Newspaper, target: str):
        super().__init__(daemon=True)
        self.paper, self.target = paper, target
        self.answer: Answer | None = None
        self.start()

    def run(self) -> None:
        self.answer = self.paper.get(self.target)

    def result(self) -> Answer:
        self.join(60)
        assert self.answer is not None
        return self.answer


def test_after_a_purge_the_next_reader_gets_the_new_page(paper: Newspaper) -> None:
    name = paper.new_page("old")
    paper.get(f"/page/{name}")
    paper.write(name, "new")
    paper.purge(name)
    answer = paper.get(f"/page/{name}")
    assert answer.body.startswith(b"new|")
    assert answer.headers["cache-status"] == "presswerk; fwd=stale; stored"


def test_no_shared_cache_keeps_the_old_page_that_is_shown_meanwhile(paper: Newspaper) -> None:
    name = paper.new_page("old")
    fresh = paper.get(f"/page/{name}")
    assert paper.get(f"/page/{name}").headers["cdn-cache-control"] == "max-age=31536000"
    with held(paper, name):
        paper.purge(name, Strength.SOFT)
        answer = paper.get(f"/page/{name}")
    assert answer.body == fresh.body
    assert "detail=soft" in answer.headers["cache-status"]
    assert answer.headers["cdn-cache-control"] == "max-age=0"


def test_readers_of_one_page_share_one_rendering(paper: Newspaper) -> None:
    name = paper.new_page("x")
    with held(paper, name):
        readers = [Reader(paper, f"/page/{name}") for _ in range(8)]
        wait_for(lambda: paper.renders(name) == 1)
    answers = [reader.result() for reader in readers]
    assert {answer.body for answer in answers} == {b"x|\n" * 200}
    assert paper.renders(name) == 1
    assert sum("collapsed" in answer.headers["cache-status"] for answer in answers) >= 1


def test_nobody_waits_for_the_rendering_of_another_page(paper: Newspaper) -> None:
    slow, fast = paper.new_page("slow"), paper.new_page("fast")
    with held(paper, slow):
        reader = Reader(paper, f"/page/{slow}")
        wait_for(lambda: paper.renders(slow) == 1)
        assert paper.get(f"/page/{fast}").body.startswith(b"fast|")
        assert reader.answer is None
    assert reader.result().body.startswith(b"slow|")


def test_who_waits_longer_than_two_seconds_gets_the_old_page(paper: Newspaper) -> None:
    name = paper.new_page("old")
    paper.get(f"/page/{name}")
    paper.write(name, "new")
    paper.purge(name)
    with held(paper, name):
        answer = paper.get(f"/page/{name}")
        assert answer.body.startswith(b"old|")
        assert answer.headers["cache-status"].endswith("; detail=timeout")
        assert paper.get(f"/page/{name}").body.startswith(b"old|"), "the next one need not wait at all"
    wait_for(lambda: paper.get(f"/page/{name}").body.startswith(b"new|"))
    assert paper.renders(name) == 2


def test_after_a_soft_purge_the_old_page_is_shown_while_the_new_one_is_made(paper: Newspaper) -> None:
    name = paper.new_page("old")
    paper.get(f"/page/{name}")
    paper.write(name, "new")
    paper.purge(name, Strength.SOFT)
    with held(paper, name):
        answer = paper.get(f"/page/{name}")
        assert answer.body.startswith(b"old|")
        assert answer.headers["cache-status"].endswith("; detail=soft")
        # Having been made just now it rests before; it is made for the first reader after that.
        wait_for(lambda: paper.get(f"/page/{name}").body.startswith(b"old|") and paper.renders(name) == 2)
    wait_for(lambda: paper.get(f"/page/{name}").headers["cache-status"] == "presswerk; hit")
    assert paper.get(f"/page/{name}").body.startswith(b"new|")


def test_a_page_that_changes_without_pause_is_made_anew_every_other_second(paper: Newspaper) -> None:
    name = paper.new_page("old")
    paper.get(f"/page/{name}")
    began = time.monotonic()
    for number in range(50):
        paper.write(name, f"new{number}")
        paper.purge(name, Strength.SOFT)
        assert {paper.get(f"/page/{name}").status for _reader in range(5)} == {200}
    assert paper.renders(name) <= 2 + (time.monotonic() - began) / 2


def test_five_seconds_after_a_soft_purge_readers_wait(paper: Newspaper) -> None:
    name = paper.new_page("old")
    paper.get(f"/page/{name}")
    paper.write(name, "new")
    paper.purge(name, Strength.SOFT, seconds_ago=6)
    assert paper.get(f"/page/{name}").body.startswith(b"new|")


def test_a_page_that_cannot_be_made_is_shown_as_it_was(paper: Newspaper) -> None:
    name = paper.new_page("old")
    paper.get(f"/page/{name}")
    paper.write(name, "broken")
    paper.purge(name)
    answer = paper.get(f"/page/{name}")
    assert (answer.status, answer.body) == (200, b"old|\n" * 200)
    assert answer.headers["cache-status"].endswith("; detail=stale-if-error")


def test_after_a_hard_purge_the_old_page_is_never_shown(paper: Newspaper) -> None:
    name = paper.new_page("old")
    paper.get(f"/page/{name}")
    paper.write(name, "broken")
    paper.purge(name, Strength.HARD)
    answer = paper.get(f"/page/{name}")
    assert answer.status == 500
    assert b"old" not in answer.body


def test_a_hard_purge_reaches_readers_who_wait_already(paper: Newspaper) -> None:
    name = paper.new_page("old")
    paper.get(f"/page/{name}")
    paper.write(name, "broken")
    paper.purge(name)
    with held(paper, name):
        reader = Reader(paper, f"/page/{name}")
        wait_for(lambda: paper.renders(name) == 2)
        paper.purge(name, Strength.HARD)
    answer = reader.result()
    assert answer.status == 500
    assert b"old" not in answer.body


def test_a_rendering_that_began_before_a_purge_does_not_answer_who_came_after_it(paper: Newspaper) -> None:
    name = paper.new_page("old")
    with held(paper, name):
        early = Reader(paper, f"/page/{name}")
        wait_for(lambda: paper.renders(name) == 1)
        paper.write(name, "new")
        paper.purge(name)
        late = Reader(paper, f"/page/{name}")
    assert early.result().status == 200
    assert late.result().body.startswith(b"new|")


def test_without_django_baked_pages_are_answered_as_ever(paper: Newspaper) -> None:
    fresh, stale, unknown = paper.new_page("fresh"), paper.new_page("stale"), paper.new_page("unknown")
    paper.get(f"/page/{fresh}")
    paper.get(f"/page/{stale}")
    paper.purge(stale)
    paper.kill_backend()
    assert paper.get(f"/page/{fresh}").headers["cache-status"] == "presswerk; hit"
    old = paper.get(f"/page/{stale}")
    assert (old.status, old.body[:6]) == (200, b"stale|")
    assert old.headers["cache-status"].endswith("; detail=no-connection")
    away = paper.get(f"/page/{unknown}")
    assert away.status == 503
    assert away.headers["retry-after"] == "5"
    assert "Minute" in away.body.decode()
    assert paper.get("/admin/", "POST", b"x").status == 503
    paper.start_backend()
    assert paper.get(f"/page/{unknown}").status == 200


def test_processes_of_the_front_share_one_rendering_and_the_kernel_frees_a_dead_ones(tmp_path) -> None:
    import subprocess
    import sys

    from presswerk.bake.front.flight_locks import FlightLocks

    locks, key, other = FlightLocks(tmp_path / "flights"), b"k" * 16, b"o" * 16
    code = (
        "import sys; from pathlib import Path; from presswerk.bake.front.flight_locks import FlightLocks\n"
        "locks = FlightLocks(Path(sys.argv[1])); print(locks.take(b'k' * 16), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "flights")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ.copy()
    ) as held_by:
        assert held_by.stdout.readline() == b"True\n"
        assert not locks.take(key)
        assert locks.take(other)
        held_by.kill()
    assert locks.take(key)
    locks.give_back(key)

"""Several processes on one store, and processes that are killed in the middle of writing."""

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

from presswerk.bake.store import Store

from .pages import address, bake, ready
from .writer import TAGS

WRITER = Path(__file__).with_name("writer.py")


def start_writer(folder: Path) -> subprocess.Popen:
    """A writer that has begun."""
    process = subprocess.Popen(
        [sys.executable, WRITER, folder], stdout=subprocess.PIPE, env=os.environ.copy()
    )
    assert process.stdout.readline() == b"begun\n"
    return process


def run_until_killed(process: subprocess.Popen, seconds: float) -> None:
    """Let it work for a while and kill it with -9, wherever it is."""
    assert process.stdout is not None
    select.select([process.stdout], [], [], seconds)
    assert process.poll() is None, "the writer ended by itself"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def require_truth(store: Store) -> int:
    """Every fresh page is as new as the purges that the cursor names; how many fresh pages there are."""
    applied = int(store.cursor() or b"")
    fresh = 0
    for tag in range(TAGS):
        found = store.find(address(f"/{tag}/").key)
        if found is None:
            continue
        shown = int(found.body.partition(b"\n")[0])
        last = applied - (applied - tag) % TAGS
        last_hard = max((n for n in range(last, 0, -TAGS) if n % 7 == 0), default=-TAGS)
        assert shown >= last_hard, "a page that was erased is back"
        if found.is_fresh:
            fresh += 1
            assert shown >= last, f"page {tag} is fresh and shows {shown}, but {last} was applied"
    return fresh


def test_a_kill_at_any_moment_leaves_a_true_store(folder: Path) -> None:
    chance = random.Random(5)
    for _ in range(8):
        run_until_killed(start_writer(folder), chance.uniform(0.02, 0.15))
    store = ready(folder)
    assert require_truth(store)
    assert bake(store, "/", b"x") == "fresh"


def test_writers_and_a_reader_beside_each_other(folder: Path) -> None:
    store = ready(folder)
    writer = start_writer(folder)
    try:
        while int(store.cursor() or b"") < 2 * TAGS:
            require_truth_of_a_moment(store)
    finally:
        run_until_killed(writer, 0.0)
    assert require_truth(store)


def require_truth_of_a_moment(store: Store) -> None:
    """While another process writes, the cursor may only have grown since the page was read."""
    for tag in range(TAGS):
        before = int(store.cursor() or b"")
        found = store.find(address(f"/{tag}/").key)
        if found and found.is_fresh:
            assert int(found.body.partition(b"\n")[0]) >= before - (before - tag) % TAGS


def test_a_reader_that_was_killed_gives_its_place_back(folder: Path) -> None:
    store = ready(folder)
    code = (
        "import os, signal, sys; from pathlib import Path; from presswerk.bake.store import Store\n"
        "store = Store(Path(sys.argv[1]), 8, 1); store.begin()\n"
        "txn = store.env.lmdb.begin(); txn.get(b'x', db=store.env.states)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code, folder], env=os.environ.copy())
    assert killed.returncode == -signal.SIGKILL
    assert "pid" in store.env.lmdb.readers()
    assert str(os.getpid()) not in store.env.lmdb.readers()
    store.note_reads()
    assert "no active readers" in store.env.lmdb.readers()


def test_a_forked_child_does_without_a_store_instead_of_breaking_it(folder: Path) -> None:
    store = ready(folder)
    bake(store, "/", b"x")
    child = os.fork()
    if child == 0:
        os._exit(0 if store.find(address().key) is None and not store.begin().incarnation else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert bake(store, "/", b"y") == "fresh"


def test_the_store_loads_no_django() -> None:
    code = (
        "import sys, presswerk.bake.store\n"
        "sys.exit(any(m.partition('.')[0] in ('django', 'wagtail', 'psycopg') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], env=os.environ.copy()).returncode == 0

"""What carries pages and purges outward is killed while editors write: nothing is lost, the order is kept.

The folder of `bake --to DIR --follow` goes on where it was, and is compared with one that is written anew and
with what HTTP answers. TESTS_SEED sets the points at which each is killed; `--long` kills 40 times.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.processes import PATIENCE_SECONDS, Talking, is_gone
from tests.e2e import newspapers
from tests.e2e.test_killed_processes import ARTICLES, SEED, editor, said

SENDER = """
import sys, threading
import presswerk.cli.django_setup as start
start.set_up_django()
from presswerk.bake.models import SharedCache
from presswerk.bake.upward.endpoint import Endpoint
from presswerk.bake.upward.sender import Sender
SharedCache.objects.update(held_until=None)  # as when the time of who was killed is over
print("sending", flush=True)
Sender(Endpoint("http", sys.argv[1]), repeat_seconds=0.2).run(threading.Event())
"""
CHANGE = """
import sys
import presswerk.cli.django_setup as start
start.set_up_django()
from django.db import transaction
from presswerk import bake
for line in sys.stdin:
    with transaction.atomic():
        bake.changed(line.strip())
    print("changed", flush=True)
"""


@pytest.fixture
def data() -> Iterator[Path]:
    """A founded newspaper that nobody serves."""
    with tempfile.TemporaryDirectory(prefix="presswerk-outward-") as folder:
        yield newspapers.copy_of("founded", Path(folder))


# The followed folder ------------------------------------------------------------------------------
@pytest.mark.parametrize("kills", [3, pytest.param(20, marks=pytest.mark.long)])
def test_a_followed_folder_is_right_after_its_follower_was_killed(data: Path, tmp_path: Path, kills) -> None:
    sys.stderr.write(f"seed {SEED}, {kills} kills\n")
    chance, folder, nth = random.Random(SEED), tmp_path / "out", 0
    command = [*newspapers.COMMAND, "bake", "--to", str(folder), "--follow"]
    with editor(data) as writing:
        said(writing, "ready")
        for _kill in range(kills):
            following = Talking(command, newspapers.environment(data))
            following.line_with("is kept current")
            for _step in range(chance.randrange(1, 4)):
                before, nth = stamps(folder), nth + 1
                writing.stdin.write(f"{chance.randrange(ARTICLES)} wort{nth}y\n")
                said(writing, "published")
            # Each publishing changes more files than these: article, section, front, feeds.
            wait_until(partial(has_written, folder, before, chance.randrange(4)))
            os.killpg(following.process.pid, signal.SIGKILL)
            assert is_gone(following.process.pid)
            following.wait()
            if chance.random() < 0.5:
                nth += 1
                writing.stdin.write(f"{chance.randrange(ARTICLES)} wort{nth}z\n")  # while nobody follows
                said(writing, "published")
    # Not written anew: it goes on from where it was.
    following = Talking(command, newspapers.environment(data))
    try:
        newspapers.run(data, "bake", "--to", str(tmp_path / "anew"))
        anew = files_in(tmp_path / "anew")
        wait_until(lambda: files_in(folder) == anew)  # nor are there unfinished ones
    finally:
        following.end(signal.SIGINT)
    assert not [line for line in following.said if "written" in line]
    # With its worker the paper's icons would be made now, and its feeds would name them.
    with newspapers.serving(data, works=False) as paper:
        for name in anew:
            host, _slash, path = name.partition("/")
            if not path.startswith("media/") and path != "404.html" and not path.endswith((".gz", ".br")):
                answer = paper.get(address_of(path), Host=host)
                body = answer.body  # type: ignore[attr-defined]
                assert (answer.status, portless(body)) == (200, portless(anew[name])), name


def files_in(folder: Path) -> dict[str, bytes]:
    """All files of the sites but those of the design, by name. One that goes meanwhile is left out."""
    found = {}
    for file in files_of(folder):
        with suppress(FileNotFoundError):
            found[str(file.relative_to(folder / "sites"))] = file.read_bytes()
    return found


def stamps(folder: Path) -> dict[Path, int]:
    """When each of these files was written."""
    found = {}
    for file in files_of(folder):
        with suppress(FileNotFoundError):
            found[file] = file.stat().st_mtime_ns
    return found


def portless(body: bytes) -> bytes:
    """Without the port, which was free by chance when the newspaper was served."""
    return re.sub(rb"127\.0\.0\.1(:|%3A)\d+", b"127.0.0.1", body)


def files_of(folder: Path) -> list[Path]:
    """All files of the sites but those of the design."""
    found = []
    for root, folders, names in os.walk(folder / "sites"):
        if "static" in folders:
            folders.remove("static")
        found += [Path(root, name) for name in names]
    return sorted(found)


def has_written(folder: Path, before: dict[Path, int], files: int) -> bool:
    """Whether so many files are others than before."""
    return len(stamps(folder).items() - before.items()) >= files


def address_of(name: str) -> str:
    """The path for which a file stands."""
    path, _slash, last = name.rpartition("/")
    if last in ("index.html", "index.xml", "index.json"):
        return f"/{path}/" if path else "/"
    if last.startswith("before-"):
        return f"/{path}/?before={last.removeprefix('before-').removesuffix('.html')}"
    return f"/{name}"


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again; fails when it does not become so."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < ends, "It did not come so far."
        threading.Event().wait(0.005)


# Purges on their way up ---------------------------------------------------------------------------
class Cache:
    """A shared cache that notes which keys it is told to forget, one list for each request.

    `deadly` is called with the next request, and tells whether the cache takes it all the same.
    """

    def __init__(self) -> None:
        self.told: list[list[str]] = []
        self.deadly: Callable[[], bool] | None = None
        self.changed = threading.Condition()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                with outer.changed:
                    deadly, outer.deadly = outer.deadly, None
                    if deadly is not None and not deadly():
                        self.close_connection = True
                        return
                    outer.told.append(json.loads(body)["surrogate_keys"])
                    outer.changed.notify_all()
                with suppress(OSError):  # nobody may be there any more to hear it
                    self.send_response(200)
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/purge"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def first(self, key: str, after: int) -> int | None:
        """Which request was the first after so many others that covers the key, by itself or by all."""
        return next((n for n, told in enumerate(self.told) if n >= after and {key, "all"} & set(told)), None)

    def wait_for(self, key: str, after: int) -> None:
        """Wait until it was told so."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.first(key, after) is not None, PATIENCE_SECONDS)


@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.long)])
def test_no_purge_is_lost_and_none_overtakes_when_its_sender_is_killed(data: Path, kills: int) -> None:
    from presswerk.bake.store.surrogates import surrogate_purges

    sys.stderr.write(f"seed {SEED}, {kills} kills\n")
    chance, cache = random.Random(SEED), Cache()
    changes: list[tuple[str, int]] = []  # the key that has to be told, and how many requests came before
    environ = newspapers.environment(data)
    changing = subprocess.Popen(
        [sys.executable, "-c", CHANGE],
        env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    )  # fmt: skip

    def change() -> None:
        tag = f"article:{len(changes) + 1000}"
        with cache.changed:
            changes.append((surrogate_purges(tag)[0], len(cache.told)))
        changing.stdin.write(f"{tag}\n")
        said(changing, "changed")

    def kill(sending: Talking) -> None:
        os.killpg(sending.process.pid, signal.SIGKILL)
        assert is_gone(sending.process.pid)

    def killed_on_request(sending: Talking, is_taken: bool) -> bool:
        kill(sending)
        return is_taken

    # A cache that was never told anything is told to forget all; then come the keys.
    cache_knows = Talking([sys.executable, "-c", SENDER, cache.url], environ)
    try:
        cache.wait_for("all", 0)
        change()
        cache.wait_for(*changes[-1])
        wait_until(lambda: len(cache.told) >= 4)  # each of the two twice, so the position stands
        kill(cache_knows)
        for _kill in range(kills):
            change()  # while nobody sends
            way = chance.choice(["before it is taken", "before it is heard", "at any moment"])
            sending = Talking([sys.executable, "-c", SENDER, cache.url], environ)
            if way == "at any moment":
                sending.line_with("sending")
                for _step in range(chance.randrange(1, 6)):
                    change()
                if chance.random() < 0.5:
                    cache.wait_for(*changes[-1])
                kill(sending)
            else:
                cache.wait_for(*changes[-1])
                with cache.changed:
                    cache.deadly = partial(killed_on_request, sending, way == "before it is heard")
                change()
                assert is_gone(sending.process.pid)
            sending.wait()
        sending = Talking([sys.executable, "-c", SENDER, cache.url], environ)
        cache.wait_for(*changes[-1])
        kill(sending)
    finally:
        changing.stdin.close()
        changing.wait(PATIENCE_SECONDS)
        cache.server.shutdown()
    places = [cache.first(*one) for one in changes]
    told = [place for place in places if place is not None]
    assert len(told) == len(places), "a purge was lost"
    assert told == sorted(told), "a purge was told before an earlier one"
    assert sum("all" in told for told in cache.told) <= 2, "keys were told as one of all"

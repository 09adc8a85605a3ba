"""What it costs the front to give a picture's file only to whom it may have it.

.venv/bin/python bench/picture_files.py [--pairs N] [--seconds S]

Two fronts serve the same file of 40 KB, in alternating runs: one to everybody without asking, the other by
the word that Django gave once and the store keeps. A ratio is the median of the pairs' ratios. Needs wrk.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from front import HOST, Run, Server, free_port, read_wrk, running

from presswerk.bake.asking import FILE_HEADER
from presswerk.bake.front.plan import Files, Plan
from presswerk.bake.store import Address, Page, Store

FILE = "pictures/0123456789abcdef0123456789abcdef.webp"
CONNECTIONS = (32, 1)
TAGS = frozenset({"picture:1", "shown:1", "page:1", "privacy"})


@contextmanager
def front(folder: Path, name: str, plan: Plan) -> Iterator[Server]:
    """A front with this plan."""
    port = free_port()
    plan.save(folder / f"{name}.json")
    command = [sys.executable, "-m", "presswerk.bake.front", "--plan", str(folder / f"{name}.json")]
    command += ["--socket", str(folder / "none.sock"), "--port", str(port)]
    with running(command, port, cwd=folder) as process:
        yield Server(port, process.pid)


def measured(server: Server, path: str, connections: int, seconds: int, *headers: str) -> Run:
    """One run of wrk."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in (f"Host: {HOST}", *headers):
        command += ["-H", header]
    before = server.cpu_seconds()
    url = f"http://127.0.0.1:{server.port}{path}"
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    return read_wrk(said, server.cpu_seconds() - before)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="presswerk-pictures-")))
        (folder / "media" / FILE).parent.mkdir(parents=True)
        (folder / "media" / FILE).write_bytes(os.urandom(40_000))
        files = Files("/media/", str(folder / "media"), immutable=True)
        free = Plan(hosts={HOST: HOST}, bakes=True, store=str(folder / "bake"), media=files)
        store = Store(folder / "bake", 512, 1)
        store.apply([], b"0")
        page = Page(200, ((FILE_HEADER, FILE),), b"", TAGS)
        assert store.put(store.begin(), Address(HOST, f"/media/{FILE}"), page) == "fresh"
        stack.enter_context(current(store))
        asked = stack.enter_context(front(folder, "asked", replace(free, media=replace(files, ask=True))))
        everybody = stack.enter_context(front(folder, "everybody", free))
        print("| | asked /s | everybody /s | ratio | lowest, highest | p50, p99 ms | CPU us | errors |")
        print("|---|---|---|---|---|---|---|---|")
        for connections in CONNECTIONS:
            pairs = [
                [
                    measured(server, f"/media/{FILE}", connections, given.seconds)
                    for server in (asked, everybody)
                ]
                for _ in range(given.pairs)
            ]
            print(row(connections, pairs), flush=True)


def row(connections: int, pairs: list[list[Run]]) -> str:
    """One line of the table."""
    ratios = sorted(ours.rate / theirs.rate for ours, theirs in pairs)
    ours, theirs = ([pair[side] for pair in pairs] for side in (0, 1))

    def middle(runs: list[Run], name: str) -> float:
        return statistics.median(getattr(run, name) for run in runs)

    return (
        f"| 40 KB picture, {connections} connection{'s' * (connections > 1)} | {middle(ours, 'rate'):,.0f}"
        f" | {middle(theirs, 'rate'):,.0f} | **{statistics.median(ratios):.2f}**"
        f" | {ratios[0]:.2f}, {ratios[-1]:.2f}"
        f" | {middle(ours, 'p50_ms'):.2f}, {middle(ours, 'p99_ms'):.2f}"
        f" | {middle(ours, 'cpu_us'):.0f}, {middle(theirs, 'cpu_us'):.0f}"
        f" | {sum(run.errors for run in [*ours, *theirs])} |"
    )


@contextmanager
def current(store: Store) -> Iterator[None]:
    """Say that all purges are applied, as the appliers do."""
    stop = threading.Event()

    def say() -> None:
        while not stop.wait(0.5):
            store.caught_up()

    store.caught_up()
    thread = threading.Thread(target=say)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


if __name__ == "__main__":
    main()

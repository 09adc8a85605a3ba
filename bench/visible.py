#!/usr/bin/env python3
"""From the commit of a publication until no reader gets the old page any more.

    .venv/bin/python bench/visible.py --folder F --prepare               an archive and a full store, once
    .venv/bin/python bench/visible.py --folder F --save publish.json     200 publications, SQLite
    .venv/bin/python bench/visible.py --folder F --purges --save purge.json
    .venv/bin/python bench/visible.py --folder F --idle --save idle.json
    .venv/bin/python bench/visible.py --table publish.json …     the tables of docs/benchmarks/visible.md

With --postgres the archive lies in a PostgreSQL cluster that stays in the folder, and a second node with a
store of its own follows the same log. The archive of 100,000 articles is grown from the real ones of
../shared/data by bench/grow_archive.py and loaded by the import, as in bench/archive.py; its store is filled
by bench/visible_store.py.

`presswerk serve` runs as it does anywhere, with its front, one Django process and the store. Publications
are made by another process (bench/visible_publishing.py) with newsroom.actions, as a second editor's would
be. It watches the store that the front reads, in a loop without a pause, from the return of the commit
until each page that shows the article is no longer given as fresh. 100 ms after the commit it asks the
front for each of them by HTTP.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from archive import ARTICLES, environment, grown  # noqa: E402
from front import children, free_port  # noqa: E402

from tests.servers import Postgres  # noqa: E402

BAKE_MEGABYTES = 8_000
IDLE_SECONDS = 30


class Node:
    """One machine's part of the newspaper: a data folder with a store, and its processes."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self.data = data
        self.port = free_port()
        self.environ = environment(data) | {
            "PRESSWERK_BAKE_MEGABYTES": str(BAKE_MEGABYTES),
            # One host for all nodes, because it stands in the address of every page.
            "PRESSWERK_BASE_URL": "http://paper.example",
            "PRESSWERK_LISTEN_PORT": str(self.port),
        }
        if database_url:
            self.environ["PRESSWERK_DATABASE_URL"] = database_url

    def run(self, script: str, *arguments: str) -> Any:
        """Run a script of this folder in the newspaper; what it printed last, as JSON."""
        command = [sys.executable, str(ROOT / "bench" / script), *arguments]
        done = subprocess.run(command, env=self.environ, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])

    def presswerk(self, *arguments: str) -> None:
        """Run a command of the newspaper."""
        command = [sys.executable, "-m", "presswerk.cli", *arguments]
        subprocess.run(command, env=self.environ, check=True, stdout=subprocess.DEVNULL)

    @contextmanager
    def serving(self, *more: str) -> Iterator[subprocess.Popen]:
        """`presswerk serve`, from when it answers."""
        command = [sys.executable, "-m", "presswerk.cli", "serve", *more]
        process = subprocess.Popen(command, env=self.environ, stderr=subprocess.DEVNULL)
        try:
            self._await(process)
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def _await(self, process: subprocess.Popen) -> None:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5):
                    return
            except (OSError, urllib.error.HTTPError):
                if process.poll() is not None:
                    sys.exit("presswerk serve ended.")
                time.sleep(0.1)
        sys.exit("presswerk serve does not answer.")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="where the archives lie, and stay")
    parser.add_argument("--postgres", action="store_true", help="with a second node")
    parser.add_argument("--size", type=int, default=100_000, help="articles, and pages in the store")
    parser.add_argument("--publications", type=int, default=200)
    parser.add_argument("--prepare", action="store_true", help="make archive and store if they are not there")
    parser.add_argument("--purges", action="store_true", help="tags borne by 1 to all pages, and every page")
    parser.add_argument("--idle", action="store_true", help="processor time while nothing happens")
    parser.add_argument("--save", type=Path, help="keep the results")
    parser.add_argument("--table", type=Path, nargs="+", help="print saved results")
    options = parser.parse_args()
    if options.table:
        print(tables([json.loads(file.read_text()) for file in options.table]))
        return
    if options.folder is None:
        parser.error("--folder is needed")
    with ExitStack() as stack:
        nodes = nodes_of(options, stack)
        if options.prepare:
            prepare(options, nodes)
            return
        found = idle(nodes[0]) if options.idle else measured(options, nodes, stack)
    found |= {"database": "PostgreSQL" if options.postgres else "SQLite", "size": options.size}
    if options.save:
        options.save.write_text(json.dumps(found))
    print(tables([found]))


def nodes_of(options: argparse.Namespace, stack: ExitStack) -> list[Node]:
    """One node on SQLite, two on PostgreSQL, whose server runs from here on."""
    if not options.postgres:
        return [Node(options.folder / f"sqlite-{options.size}")]
    server = stack.enter_context(Postgres(durable=True, folder=options.folder / "postgres"))
    name = f"archive_{options.size}"
    folders = [options.folder / f"postgres-{options.size}", options.folder / f"postgres-{options.size}-b"]
    if options.prepare and not folders[0].exists():
        server.execute(f"CREATE DATABASE {name}")
    return [Node(data, server.url(name)) for data in folders]


def prepare(options: argparse.Namespace, nodes: list[Node]) -> None:
    """The archive, and a store of as many pages for each node."""
    first = nodes[0]
    if not first.data.exists():
        if not ARTICLES.exists():
            sys.exit(f"{ARTICLES} is not there; this measures with real articles.")
        first.presswerk("init")
        print(first.run("archive_loading.py", str(grown(options.size, options.folder)), "--only-load"))
    shutil.rmtree(first.data / "bake", ignore_errors=True)
    print(first.run("visible_store.py", "fill"))
    for other in nodes[1:]:
        shutil.rmtree(other.data, ignore_errors=True)
        # Its files are written nowhere else meanwhile; the position in the log goes with the store.
        shutil.copytree(first.data, other.data)


def measured(options: argparse.Namespace, nodes: list[Node], stack: ExitStack) -> dict[str, Any]:
    """What the publishing process saw."""
    nodes[0].presswerk("init")  # the archive may be of an older version
    for node in nodes:
        node.run("visible_store.py", "adopt")
        stack.enter_context(node.serving())
    arguments = ["purges"] if options.purges else ["publish", str(options.publications)]
    arguments += [f"{node.port}={node.data / 'bake'}" for node in nodes]
    return nodes[0].run("visible_publishing.py", *arguments)


def idle(node: Node) -> dict[str, Any]:
    """Processor time of all processes, in thousandths of one core, while nothing happens."""
    node.presswerk("init")
    node.run("visible_store.py", "adopt")
    with node.serving() as process:
        time.sleep(5)
        before = cpu_seconds(process.pid)
        began = time.monotonic()
        time.sleep(IDLE_SECONDS)
        seconds = time.monotonic() - began
        after = cpu_seconds(process.pid)
        used = {name: 1000 * (after[name] - before.get(name, 0)) / seconds for name in after}
    return {"idle": used}


def cpu_seconds(supervisor: int) -> dict[str, float]:
    """By kind of process: processor time so far."""
    found: dict[str, float] = {}
    for pid in [supervisor, *children(supervisor)]:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        name = "front" if "presswerk.bake.front" in command else "Django"
        name = "supervisor" if pid == supervisor else name
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks = int(fields[11]) + int(fields[12])
        found[name] = found.get(name, 0) + ticks / os.sysconf("SC_CLK_TCK")
    return found


# Tables -----------------------------------------------------------------------------------------
def tables(results: list[dict[str, Any]]) -> str:
    """All that was found, in Markdown."""
    lines = []
    published = [one for one in results if "publications" in one]
    if published:
        lines += [
            "| database | publications | pages each | purged each, median, most | node | p50 | **p99** "
            "| most | asked by HTTP after 100 ms | old answers |",
            "|---|---|---|---|---|---|---|---|---|---|",
        ]
    for one in published:
        rounds = one["publications"]
        purged = [each["purged"] for each in rounds]
        for number, node in enumerate(one["nodes"]):
            times = [each["ms"][number] for each in rounds]
            asked, old = (sum(each[key][number] for each in rounds) for key in ("asked", "old"))
            lines.append(
                f"| {one['database']} | {len(rounds)} | {statistics.median(e['pages'] for e in rounds):.0f} "
                f"| {statistics.median(purged):,.0f}, {max(purged):,} | {node} "
                f"| {statistics.median(times):.0f} ms | **{p99(times):.0f} ms** | {max(times):.0f} ms "
                f"| {asked:,} | {old} |"
            )
    purges = [one for one in results if "purges" in one]
    if purges:
        lines += [
            "",
            "| database | purge of | times | node | median | most |",
            "|---|---|---|---|---|---|",
        ]
    for one in purges:
        for name, by_node in one["purges"].items():
            for node, times in zip(one["nodes"], by_node, strict=True):
                lines.append(
                    f"| {one['database']} | {name} | {len(times)} | {node} "
                    f"| {statistics.median(times):.0f} ms | {max(times):.0f} ms |"
                )
    idles = [one for one in results if "idle" in one]
    if idles:
        lines += ["", "| database | front | Django | supervisor |", "|---|---|---|---|"]
    for one in idles:
        used = (f"{one['idle'].get(name, 0):.1f} ‰" for name in ("front", "Django", "supervisor"))
        lines.append(f"| {one['database']} | {' | '.join(used)} |")
    return "\n".join(lines)


def p99(times: list[float]) -> float:
    """The 99th percentile: of 200 values the third largest lies above, of 100 the second."""
    return statistics.quantiles(times, n=100, method="inclusive")[-1] if len(times) > 1 else times[0]


if __name__ == "__main__":
    main()

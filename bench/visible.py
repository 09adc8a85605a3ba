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
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from front import children  # noqa: E402
from newspaper import Newspaper  # noqa: E402

from tests.servers import Postgres  # noqa: E402

IDLE_SECONDS = 12


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="where the archives lie, and stay")
    parser.add_argument("--postgres", action="store_true", help="with a second node")
    parser.add_argument("--size", type=int, default=100_000, help="articles, and pages in the store")
    parser.add_argument("--publications", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=240, help="after which publishing ends")
    parser.add_argument("--prepare", action="store_true", help="make archive and store if they are not there")
    parser.add_argument("--purges", action="store_true", help="tags borne by 1 to all pages, and every page")
    parser.add_argument("--idle", action="store_true", help="processor time while nothing happens")
    parser.add_argument("--name", help="what to call the row of --idle; else the database")
    parser.add_argument("--save", type=Path, help="keep the results")
    parser.add_argument("--table", type=Path, nargs="+", help="print saved results")
    options = parser.parse_args()
    if options.table:
        print(tables(joined([json.loads(file.read_text()) for file in options.table])))
        return
    if options.folder is None:
        parser.error("--folder is needed")
    with ExitStack() as stack:
        nodes = nodes_of(options, stack)
        if options.prepare:
            prepare(options, nodes)
            return
        found = idle(nodes[0]) if options.idle else measured(options, nodes, stack)
    database = "PostgreSQL" if options.postgres else "SQLite"
    found |= {"database": options.name or database, "size": options.size}
    if options.save:
        options.save.write_text(json.dumps(found))
    print(tables([found]))


def nodes_of(options: argparse.Namespace, stack: ExitStack) -> list[Newspaper]:
    """One node on SQLite, two on PostgreSQL, whose server runs from here on."""
    if not options.postgres:
        return [Newspaper(options.folder / ("idle-sqlite" if options.idle else f"sqlite-{options.size}"))]
    server = stack.enter_context(Postgres(durable=True, folder=options.folder / "postgres"))
    name = f"archive_{options.size}"
    if options.idle:
        server.execute("DROP DATABASE IF EXISTS idle")
        server.execute("CREATE DATABASE idle")
        shutil.rmtree(options.folder / "idle-postgres", ignore_errors=True)
        return [Newspaper(options.folder / "idle-postgres", server.url("idle"))]
    folders = [options.folder / f"postgres-{options.size}", options.folder / f"postgres-{options.size}-b"]
    if options.prepare and not folders[0].exists():
        server.execute(f"CREATE DATABASE {name}")
    return [Newspaper(data, server.url(name)) for data in folders]


def prepare(options: argparse.Namespace, nodes: list[Newspaper]) -> None:
    """The archive, and a store of as many pages for each node."""
    first = nodes[0]
    first.make(options.size, options.folder)
    first.presswerk("init")  # it may be of an older version
    shutil.rmtree(first.data / "bake", ignore_errors=True)
    print(first.run("visible_store.py", "fill"))
    for other in nodes[1:]:
        shutil.rmtree(other.data, ignore_errors=True)
        # Its files are written nowhere else meanwhile; the position in the log goes with the store.
        shutil.copytree(first.data, other.data)


def measured(options: argparse.Namespace, nodes: list[Newspaper], stack: ExitStack) -> dict[str, Any]:
    """What the publishing process saw."""
    nodes[0].presswerk("init")  # it may be of an older version
    for node in nodes:
        node.run("visible_store.py", "adopt")
        stack.enter_context(node.serving())
    arguments = ["purges"] if options.purges else ["publish", str(options.publications), str(options.seconds)]
    arguments += [f"{node.port}={node.data / 'bake'}" for node in nodes]
    return nodes[0].run("visible_publishing.py", *arguments)


def idle(node: Newspaper) -> dict[str, Any]:
    """Processor time of all processes, in thousandths of one core, while nothing happens.

    Of an empty newspaper: what is asked of the database is the same with a large one.
    """
    node.presswerk("init")
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


def joined(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Publications of several runs on one database as if they were of one."""
    found: dict[str, dict[str, Any]] = {}
    others = []
    for one in results:
        if "publications" not in one:
            others.append(one)
        elif one["database"] in found:
            found[one["database"]]["publications"] += one["publications"]
        else:
            found[one["database"]] = one
    return [*found.values(), *others]


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

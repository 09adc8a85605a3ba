#!/usr/bin/env python3
"""Does an archive a hundred times as large cost more? Loads two, then asks both for the same pages in turn.

    .venv/bin/python bench/archive.py                     SQLite, 1,000 against 100,000 articles
    .venv/bin/python bench/archive.py --postgres          PostgreSQL, started for this run and ended with it
    .venv/bin/python bench/archive.py --sizes 500 5000    other sizes

Grows the archives from the real articles of ../shared/data (`gnad_to_jsonl.py`, `grow_archive.py`), loads
them with the real import, has them indexed, and prints two tables in Markdown: what loading cost, and for
each page the number of queries, the median and the 95th percentile of both archives and their ratio. The
requests of both alternate, so that whatever else the machine does hits both. Times are those of Django
answering in one process, without network and server. Wants about 3 GB of disk for 100,000 articles.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.servers import Postgres  # noqa: E402 (the tests' own servers, waiting for the disk)

ARTICLES = ROOT.parent / "shared" / "data" / "news-de" / "articles.jsonl"
READERS_RATIO = 1.2
EDITORS_RATIO = 1.5
EDITORS_MORE_MS = 50.0
EDITORS_FORM = "editor: an article"  # the one screen of editors that is no listing
EDITORS_P95_MS = 150.0


@dataclass
class Archive:
    """A newspaper with so many articles, and the process that measures in it."""

    size: int
    environ: dict[str, str]
    loading: dict = field(default_factory=dict)
    asked: "subprocess.Popen[str] | None" = None

    def run(self, script: str, *arguments: str) -> dict:
        """Run a script of this folder in the newspaper; what it printed last, as JSON."""
        done = subprocess.run(
            [sys.executable, ROOT / "bench" / script, *arguments],
            env=self.environ, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout.splitlines()[-1])

    def ask(self, key: str) -> dict:
        """One request of the page with this key: milliseconds, queries, status."""
        assert self.asked is not None
        assert self.asked.stdin is not None
        assert self.asked.stdout is not None
        self.asked.stdin.write(key + "\n")
        self.asked.stdin.flush()
        return json.loads(self.asked.stdout.readline())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--sizes", type=int, nargs=2, default=[1_000, 100_000], metavar=("SMALL", "LARGE"))
    parser.add_argument("--rounds", type=int, default=40, help="requests of each page")
    parser.add_argument("--folder", type=Path, help="where to work and what to keep; else a temporary one")
    parser.add_argument("--only-loading", action="store_true")
    parser.add_argument(
        "--only-pages",
        action="store_true",
        help="of the archives that a run left in --folder",
    )
    parser.add_argument("--only", default="", metavar="TEXT", help="pages whose name holds this text")
    parser.add_argument(
        "--without-search", action="store_true", help="index nothing, which takes longest, and search nothing"
    )
    options = parser.parse_args()
    if not ARTICLES.exists():
        sys.exit(f"{ARTICLES} is not there; this measures with real articles.")
    with ExitStack() as stack:
        folder = options.folder or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="presswerk-bench-"))
        )
        server = None
        if options.postgres:
            server = stack.enter_context(Postgres(durable=True, folder=folder / "postgres"))
        if options.only_pages:
            archives = [Archive(size, environment_of(size, folder, server)) for size in options.sizes]
        else:
            archives = [made(size, folder, server, options.without_search) for size in options.sizes]
            print(loading_table("PostgreSQL" if server else "SQLite", archives))
        if not options.only_loading:
            stack.enter_context(answering(archives))
            print(pages_table(archives, options.rounds, options.without_search, options.only))


def made(size: int, folder: Path, server: Postgres | None, without_search: bool = False) -> Archive:
    """An archive of this size, loaded and, unless nobody searches it, indexed."""
    environ = environment_of(size, folder, server)
    shutil.rmtree(environ["PRESSWERK_DATA"], ignore_errors=True)
    if server:
        server.execute(f"DROP DATABASE IF EXISTS archive_{size}")
        server.execute(f"CREATE DATABASE archive_{size}")
    subprocess.run(
        [sys.executable, "-m", "presswerk.cli", "init"], env=environ, check=True, stdout=subprocess.DEVNULL
    )
    archive = Archive(size, environ)
    only = ["--only-load"] if without_search else []
    archive.loading = archive.run("archive_loading.py", str(grown(size, folder)), *only)
    return archive


def environment_of(size: int, folder: Path, server: Postgres | None) -> dict[str, str]:
    """The environment of the newspaper with an archive of this size."""
    environ = environment(folder / f"{'postgres' if server else 'sqlite'}-{size}")
    if server:
        environ["PRESSWERK_DATABASE_URL"] = server.url(f"archive_{size}")
    return environ


def environment(data: Path) -> dict[str, str]:
    """This process's environment for a newspaper in a folder, without anybody's own settings."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PRESSWERK_", "DJANGO_"))
    }
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return clean | {"PRESSWERK_DATA": str(data), "PYTHONPATH": paths, "PRESSWERK_LOG_LEVEL": "error"}


def grown(size: int, folder: Path) -> Path:
    """The archive as a file to import; made once for each size."""
    real, file = folder / "real.jsonl", folder / f"archive-{size}.jsonl"
    python, bench = sys.executable, ROOT / "bench"
    if not real.exists():
        with real.open("w") as out:
            subprocess.run([python, bench / "gnad_to_jsonl.py", ARTICLES], stdout=out, check=True)
    if not file.exists():
        subprocess.run([python, bench / "grow_archive.py", real, str(size), "--output", file], check=True)
    return file


@contextmanager
def answering(archives: list[Archive]) -> Iterator[None]:
    """Each archive with a process that answers requests for its pages."""
    command = [sys.executable, str(ROOT / "bench" / "archive_pages.py")]
    with ExitStack() as stack:
        for archive in archives:
            archive.asked = stack.enter_context(
                subprocess.Popen(
                    command, env=archive.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            )
        yield
        for archive in archives:
            assert archive.asked is not None
            assert archive.asked.stdin is not None
            archive.asked.stdin.close()


def loading_table(database: str, archives: list[Archive]) -> str:
    lines = [
        "",
        f"| {database} | articles | loaded in | a second | memory at first | at most | indexed in | each |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for archive in archives:
        cost = archive.loading
        lines.append(
            f"| | {archive.size:,} | {cost['seconds']:.0f} s | **{cost['rate']:.0f}** | {cost['early_mb']} MB"
            f" | {cost['late_mb']} MB | {cost['index_seconds']:.0f} s"
            f" | {1000 * cost['index_seconds'] / archive.size:.1f} ms |"
        )
    return "\n".join(lines)


def pages_table(archives: list[Archive], rounds: int, without_search: bool = False, only: str = "") -> str:
    small, large = archives
    lines = [
        "",
        f"| page | queries {small.size:,} | {large.size:,} | median {small.size:,} | {large.size:,} | ratio"
        f" | p95 {small.size:,} | {large.size:,} | target |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for key in small.ask("keys")["keys"]:
        if (without_search and "search" in key) or only not in key:
            continue
        one, other = measured(small, large, key, rounds)
        ratio = statistics.median(other.times) / statistics.median(one.times)
        lines.append(
            f"| {key} | {one.queries} | {other.queries} | {statistics.median(one.times):.1f} ms"
            f" | {statistics.median(other.times):.1f} ms | {ratio:.2f} | {p95(one.times):.1f} ms"
            f" | {p95(other.times):.1f} ms | {verdict(key, one, other, ratio)} |"
        )
        print(lines[-1], file=sys.stderr)
    return "\n".join(lines)


@dataclass
class Measured:
    """What asking for one page so many times showed."""

    queries: int
    times: list[float]


def measured(small: Archive, large: Archive, key: str, rounds: int) -> tuple[Measured, Measured]:
    """Both archives asked in turn, after three requests that warm caches."""
    answers: list[list[dict]] = [[], []]
    for number in range(rounds + 3):
        for found, archive in zip(answers, (small, large), strict=True):
            answer = archive.ask(key)
            if answer["status"] != (404 if key == "not found" else 200):
                sys.exit(f"{key} answers {answer['status']} with {archive.size} articles.")
            if number >= 3:
                found.append(answer)
    one, other = ([answer["ms"] for answer in found] for found in answers)
    return Measured(answers[0][-1]["queries"], one), Measured(answers[1][-1]["queries"], other)


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def verdict(key: str, one: Measured, other: Measured, ratio: float) -> str:
    """Whether the target is met: the same queries, and hardly more time."""
    if one.queries != other.queries:
        return "**more queries**"
    if not key.startswith("editor"):
        return "met" if ratio <= READERS_RATIO else f"**over {READERS_RATIO}**"
    more = statistics.median(other.times) - statistics.median(one.times)
    if ratio > EDITORS_RATIO and more > EDITORS_MORE_MS:
        return f"**over {EDITORS_RATIO} and {EDITORS_MORE_MS:.0f} ms**"
    is_listing = key != EDITORS_FORM
    return (
        f"**p95 over {EDITORS_P95_MS:.0f} ms**" if is_listing and p95(other.times) > EDITORS_P95_MS else "met"
    )


if __name__ == "__main__":
    main()

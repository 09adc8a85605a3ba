#!/usr/bin/env python3
"""An uncached article rendered by the newspaper against the same one rendered by a stock Wagtail site.

PRESSWERK_DATA=… bench/render.py           the table of docs/benchmarks/render.md
bench/render.py --rounds 3 --times 5       a quick look
bench/render.py --pages                    our other kinds of pages too, without a counterpart

PRESSWERK_DATA is the folder of a demo newspaper whose pictures have all their sizes (`presswerk demo`, and a
worker until nothing is left to do). bench/reference_wagtail/ is filled from it, with its own copies of the
pictures, in a folder that is thrown away unless --reference names one.

Both run in a process of their own, one request at a time through the whole WSGI application, in alternating
turns of --times requests; every cache of parts of pages is emptied before each request. Our side does its
usual work and is asked in two ways: as a reader's request without a front, and as the front asks for a page
to keep ("kept"), where the tags of all that was read are collected, and the page is coded (gzip, Brotli) and
put into the store. An article is compared without a debate, and with ten comments in four threads below it
(bench/render_debate.py). The reference's pictures are scaled before the first turn. A ratio is the median of
the turns' ratios, of processor time: on a shared machine the clock tells more of others than of us.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BENCH = Path(__file__).resolve().parent
KEPT = ", kept"


class Side:
    """A process that answers requests for pages."""

    def __init__(self, script: Path, *arguments: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(script), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )
        self.keys: list[str] = self._read()["keys"]

    def ask(self, key: str, times: int) -> dict[str, Any]:
        """The figures of that many requests; the processes die with this one when a page fails."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{key}\t{times}\n")
        self.process.stdin.flush()
        answer = self._read()
        if answer["status"] != 200:
            sys.exit(f"{key} answered {answer['status']}.")
        return answer

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            sys.exit("A side ended; its error stands above.")
        return json.loads(line)


@dataclass
class Column:
    """One key of one side over all turns."""

    side: Side
    key: str
    turns: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, times: int) -> None:
        self.turns.append(self.side.ask(self.key, times))

    def medians(self, what: str) -> list[float]:
        return [statistics.median(turn[what]) for turn in self.turns]

    @property
    def cells(self) -> str:
        last = self.turns[-1]
        ms, cpu = statistics.median(self.medians("ms")), statistics.median(self.medians("cpu_ms"))
        return f"{ms:.1f} | {cpu:.1f} | {last['queries']} | {last['bytes'] / 1000:.1f}"


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.reference or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        written = folder / "newspaper.json"
        if not written.exists():
            subprocess.run([sys.executable, BENCH / "render_pages.py", "write", written], check=True)
        copied = Path(scratch) / "ours"
        shutil.copytree(os.environ["PRESSWERK_DATA"], copied, ignore=shutil.ignore_patterns("run", "*.lock"))
        ours = Side(BENCH / "render_pages.py", PRESSWERK_DATA=str(copied))
        stock = BENCH / "reference_wagtail" / "pages.py"
        one = Side(stock, str(written), REFERENCE_DATA=str(folder))
        many = Side(stock, str(written), REFERENCE_DATA=str(folder), WAGTAIL_PICTURES="picture")
        columns = {("ours", key): Column(ours, key) for key in ours.keys if options.pages or "article" in key}
        columns |= {("`{% image %}`", key): Column(one, key) for key in one.keys}
        columns |= {("`{% picture %}`", key): Column(many, key) for key in many.keys}
        for column in columns.values():
            column.side.ask(column.key, 1)  # scales the reference's pictures, loads templates
        for _round in range(options.rounds):
            for column in columns.values():
                column.ask(options.times)
        report(columns)


def report(columns: dict[tuple[str, str], Column]) -> None:
    """The tables in Markdown."""
    print("| | ms | CPU ms | queries | KB of HTML |\n|---|---|---|---|---|")
    for (side, key), column in columns.items():
        print(f"| {side}: {key} | {column.cells} |")
    print("\n| times as fast as the reference | " + " | ".join(_WAYS) + " |")
    print("|---" * (len(_WAYS) + 1) + "|")
    articles = [key for side, key in columns if side == "ours" and "article" in key]
    for key in articles:
        other = key.removesuffix(KEPT)
        ratios = (
            ratio(columns[f"`{{% {tag} %}}`", other], columns["ours", key]) for tag in ("image", "picture")
        )
        print(f"| {key} | " + " | ".join(ratios) + " |")


_WAYS = ("`{% image %}`", "`{% picture %}`")


def ratio(theirs: Column, ours: Column) -> str:
    """The median of the turns' ratios with the lowest and the highest."""
    found = [a / b for a, b in zip(theirs.medians("cpu_ms"), ours.medians("cpu_ms"), strict=True)]
    return f"**{statistics.median(found):.2f}** ({min(found):.2f}-{max(found):.2f})"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9, help="turns of each page (9)")
    parser.add_argument("--times", type=int, default=10, help="requests a turn (10)")
    parser.add_argument("--reference", help="keep the reference's data in this folder")
    parser.add_argument("--pages", action="store_true", help="our other pages too")
    return parser.parse_args()


if __name__ == "__main__":
    main()

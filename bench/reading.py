#!/usr/bin/env python3
"""What Lighthouse says of the demo newspaper's pages on a phone: scores in four categories, and raw figures.

npm ci --prefix bench --ignore-scripts          once: Lighthouse, of this folder's package-lock.json
.venv/bin/python bench/reading.py               the table of docs/benchmarks/reading.md
.venv/bin/python bench/reading.py --data DIR    with a demo that is filled already (it is copied)
.venv/bin/python bench/reading.py --runs 1 --only article --faults
.venv/bin/python bench/reading.py --url http://127.0.0.1:8000    of a newspaper that runs already

Lighthouse's mobile preset: 412 px at 1.75 pixels a point, slow 4G (150 ms round trip, 1.6 Mbit/s) and a
processor four times as slow, both simulated from one load without throttling. Of several loads the
median of each figure is shown, of times the shortest and the longest too: other programs of the machine make
them longer, and four times so. Everything is on loopback; the browser asks nobody else for anything, and
nothing is reported. `--faults` prints what kept a page from full marks. The newspaper is a copy of the demo
whose pictures have all their sizes, served by the whole of `presswerk serve`: pages come ready from the
front, over plain HTTP/1.1 (a paper behind a proxy with HTTP/2 or 3 is loaded faster).
"""

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low
from typing import Any

from memory import fill, newspaper

BENCH = Path(__file__).resolve().parent
LIGHTHOUSE = BENCH / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROME_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PICTURES_SECONDS = 1800.0


@dataclass
class Report:
    """One load of a page, as Lighthouse judged it."""

    raw: dict[str, Any]

    def score(self, category: str) -> int:
        """0 to 100."""
        return round(100 * (self.raw["categories"][category]["score"] or 0))

    def figure(self, audit: str) -> float:
        """The audit's number in its own unit: milliseconds, bytes, or none."""
        return self.raw["audits"][audit]["numericValue"]

    @property
    def requests(self) -> int:
        return len(self.raw["audits"]["network-requests"]["details"]["items"])

    @property
    def faults(self) -> Iterator[str]:
        """Each audit that cost points, with what it points at."""
        for category in CATEGORIES:
            for reference in self.raw["categories"][category]["auditRefs"]:
                audit = self.raw["audits"][reference["id"]]
                if audit["score"] is not None and audit["score"] < 1 and reference["weight"]:
                    shown = audit.get("displayValue", "")
                    yield f"{category}: {audit['id']} {audit['score']:.2f} {shown}"
                    yield from (f"    {_pointed_at(item)}" for item in _items(audit)[:5])


@dataclass
class Loads:
    """Several loads of one page."""

    reports: list[Report]

    def score(self, category: str) -> int:
        """The median, 0 to 100."""
        return median_low(report.score(category) for report in self.reports)

    def figure(self, audit: str) -> float:
        """The median of the audit's number, in its own unit."""
        return median_low(report.figure(audit) for report in self.reports)

    def with_span(self, audit: str, divisor: int, digits: int) -> str:
        """The median of a time, then its shortest and longest."""
        times = [report.figure(audit) / divisor for report in self.reports]
        median, shortest, longest = (f"{each(times):.{digits}f}" for each in (median_low, min, max))
        return f"{median} ({shortest}–{longest})"

    @property
    def requests(self) -> int:
        """The most of a load."""
        return max(report.requests for report in self.reports)

    @property
    def faults(self) -> Iterator[str]:
        """Those of the load that was worst."""
        return min(self.reports, key=lambda report: report.score("performance")).faults

    @property
    def address(self) -> str:
        """The address that was shown at the end."""
        return self.reports[0].raw["finalDisplayedUrl"]


def _items(audit: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for item in audit.get("details", {}).get("items", []) if isinstance(item, dict)]


def _pointed_at(item: dict[str, Any]) -> str:
    node = item.get("node") or {}
    return str(node.get("snippet") or item.get("url") or item.get("description") or item)[:200]


def main() -> None:
    options = arguments()
    if not LIGHTHOUSE.exists():
        sys.exit("Lighthouse is not there. Type: npm ci --prefix bench --ignore-scripts")
    with address(options) as base:
        pages = {name: base + path for name, path in pages_of(base).items() if name in options.only}
        reports = {name: of_runs(url, options.runs) for name, url in pages.items()}
    print(table(reports))
    for name, report in reports.items() if options.faults else ():
        print(f"\n{name}: {report.address}", *report.faults, sep="\n")


@contextmanager
def address(options: argparse.Namespace) -> Iterator[str]:
    """Where the newspaper answers whose pages are loaded."""
    if options.url:
        yield options.url.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="presswerk-reading-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "demo"
        if options.data:
            leave_out = shutil.ignore_patterns("run", "*.lock")
            shutil.copytree(options.data, data, ignore=leave_out)
        else:
            data.mkdir()
            fill(data)
        with newspaper(data, ["serve", "--worker"]) as (_pid, port):
            wait_for_pictures(data)
            yield f"http://127.0.0.1:{port}"


def wait_for_pictures(data: Path) -> None:
    """Return when the worker has nothing left to do. Exits after half an hour."""
    waiting = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
    until = time.monotonic() + PICTURES_SECONDS
    with closing(sqlite3.connect(f"file:{data / 'presswerk.sqlite3'}?mode=ro", uri=True)) as database:
        while database.execute(waiting).fetchone()[0]:
            if time.monotonic() > until:
                sys.exit("The worker does not finish the pictures.")
            time.sleep(1)


def pages_of(base: str) -> dict[str, str]:
    """A page of each kind, as the front page and the pages behind it name them."""
    front = _read(base + "/")
    menu = front[front.index("<nav") : front.index("<main")]
    section = next(path for path in _paths(menu) if path.count("/") == 2 and path not in ("/en/", "/de/"))
    lead = re.search(r'<main.*?href="(?:http://[^/"]+)?(/[^"?#]+-\d+/)"', front, re.DOTALL)
    if lead is None:
        sys.exit("The front page leads with no article.")
    byline = re.search(r'href="(/(?:autor|author)/[^"]+/)"', _read(base + lead[1]))
    search = re.search(r'<form[^>]+action="([^"]+)"[^>]*role="search"', front)
    search = search or re.search(r'role="search"[^>]*action="([^"]+)"', front)
    if byline is None or search is None:
        sys.exit("The newspaper shows no author or no search.")
    return {
        "front": "/",
        "section": section,
        "article": lead[1],
        "author": byline[1],
        "search": search[1],
        "results": f"{search[1]}?q=br%C3%BCcke",
    }


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read().decode()


def _paths(html: str) -> list[str]:
    return re.findall(r'href="(?:http://[^/"]+)?(/[^"?#]*/)"', html)


def of_runs(url: str, runs: int) -> Loads:
    """So many loads. The first of all, which is not counted, makes the page ready."""
    _read(url)
    return Loads([load(url) for _ in range(runs)])


def load(url: str) -> Report:
    """Have Lighthouse load the page in a fresh browser. Exits with what it said when it fails."""
    command = [
        "node", str(LIGHTHOUSE), url, "--output=json", "--quiet", "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROME_FLAGS}",
    ]  # fmt: skip
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr or done.stdout)
    report = Report(json.loads(done.stdout))
    if trouble := report.raw.get("runtimeError"):
        sys.exit(f"{url}: {trouble['message']}")
    return report


def _environment() -> dict[str, str]:
    browser = next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )
    if browser is None:
        sys.exit("There is no Chromium: apt install chromium")
    return os.environ | {"CHROME_PATH": browser}


def table(reports: dict[str, Loads]) -> str:
    """Markdown: the scores, then what the page cost."""
    titles = ("performance", "accessibility", "best practices", "SEO", "FCP", "LCP", "TBT", "CLS")
    lines = [f"| | {' | '.join(titles)} | transferred | requests |", "|---" * (len(titles) + 3) + "|"]
    for name, report in reports.items():
        scores = " | ".join(f"{report.score(category)}" for category in CATEGORIES)
        lines.append(
            f"| {name} | {scores} | {report.figure('first-contentful-paint') / 1000:.2f} s "
            f"| {report.with_span('largest-contentful-paint', 1000, 2)} s "
            f"| {report.with_span('total-blocking-time', 1, 0)} ms "
            f"| {report.figure('cumulative-layout-shift'):.3f} "
            f"| {report.figure('total-byte-weight') / 1024:.0f} KB | {report.requests} |"
        )
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = ("front", "section", "article", "author", "search", "results")
    parser.add_argument("--data", type=Path, help="a folder with the filled demo newspaper")
    parser.add_argument("--url", default="", help="the address of a newspaper that runs")
    parser.add_argument("--only", nargs="+", choices=kinds, default=kinds)
    parser.add_argument("--runs", type=int, default=3, help="loads of each page")
    parser.add_argument("--faults", action="store_true", help="say what kept a page from full marks")
    return parser.parse_args()


if __name__ == "__main__":
    main()

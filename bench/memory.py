"""The memory of the whole demo newspaper, by process.

.venv/bin/python bench/memory.py                     the tables of docs/benchmarks/memory.md
.venv/bin/python bench/memory.py --data DIR          with a demo that is filled already (it is copied)
.venv/bin/python bench/memory.py --only small --requests 200
.venv/bin/python bench/memory.py --speed 5           both ways' answers a second, in five pairs (needs wrk)

What is printed is the proportional set size (PSS, /proc/PID/smaps_rollup) of every process of the newspaper
after 1,000 mixed requests: a page of memory that three processes share counts a third in each, so the sum is
what the newspaper takes. Before it counts, it waits until the pictures of the demo are made, because their
process ends afterwards; `--pictures` counts while it is still there.
"""

import argparse
import http.client
import itertools
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from statistics import median
from subprocess import DEVNULL
from typing import NamedTuple
from urllib.parse import urlencode

WAYS = {
    "default": ("as started by default", ["serve", "--worker"]),
    "small": ("`serve --small`", ["serve", "--small"]),
}
IDLE_SECONDS = 90.0  # the process of the slow queue ends after 60 without work
LOG_IN = "/account/login/"
EDITORS_PAGES = ("/admin/", "/admin/pages/", "/admin/images/", "/admin/snippets/newsroom/author/")


@dataclass
class Answers:
    """What came back."""

    statuses: Counter[int] = field(default_factory=Counter)
    from_store: int = 0


class Client:
    """One reader or editor: keeps its connection and its cookies."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.answers = Answers()

    def request(self, path: str, form: dict[str, str] | None = None, count: bool = True) -> str:
        """The body of the answer; redirects are not followed."""
        headers = {"Accept-Encoding": "identity"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            body = urlencode(form).encode()
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.connection.port}",
            }
        method = "POST" if form is not None else "GET"
        self.connection.request(method, path, body, headers)
        try:
            answer = self.connection.getresponse()
        except http.client.RemoteDisconnected:  # idle for too long, which every client has to bear
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        read = answer.read().decode("utf-8", "replace")
        if count:
            self.answers.statuses[answer.status] += 1
            self.answers.from_store += "; hit" in (answer.getheader("Cache-Status") or "")
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return read

    def log_in(self, email: str, password: str) -> None:
        """Become an editor. Exits when the newspaper does not let us in."""
        page = self.request(LOG_IN)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {"csrfmiddlewaretoken": token[1] if token else "", "login": email, "password": password}
        before = self.answers.statuses[302]
        self.request(LOG_IN, form)
        if self.answers.statuses[302] == before:
            sys.exit(f"The editor could not log in: {self.answers.statuses}")


def readers_addresses(client: Client) -> dict[str, list[str]]:
    """What there is to read, by kind, as the front page and the pages behind it name it."""
    front = client.request("/", count=False)
    pages = {"front": ["/"], "sections": [], "articles": [], "files": []}
    texts = [front]
    for path in _paths(front):
        if path.count("/") == 2 and not re.search(r"\d/$", path):
            pages["sections"].append(path)
            texts.append(client.request(path, count=False))
    for text in texts:
        pages["articles"] += [path for path in _paths(text) if re.search(r"-\d+/$", path)]
        pages["files"] += re.findall(r'(?:src|href)="((?:/media|/static)/[^"]+)"', text)
    pages["feeds"] = re.findall(r'href="(?:http://[^/"]+)?(/[^"]*(?:feed|rss|atom)[^"]*)"', front) or [
        "/feed/"
    ]
    pages["feeds"].append("/sitemap.xml")
    search = re.search(
        r'<form[^>]+action="([^"]+)"[^>]*role="search"|role="search"[^>]*action="([^"]+)"', front
    )
    pages["search"] = [(search[1] or search[2]) if search else "/suche/"]
    return {kind: sorted(set(paths)) for kind, paths in pages.items()}


def _paths(html: str) -> list[str]:
    return re.findall(r'href="(?:http://[^/"]+)?(/[^"?#]*/)"', html)


def mixed(addresses: dict[str, list[str]], chance: random.Random) -> Iterator[str]:
    """Endless requests of readers: a third of articles, and of everything else some."""
    kinds = ["articles"] * 7 + ["front"] * 3 + ["sections"] * 3 + ["files"] * 4 + ["feeds"]
    for number in itertools.count():
        kind = chance.choice([*kinds, "search", "nowhere", "unbaked"])
        if kind == "search":
            yield f"{addresses['search'][0]}?q={chance.choice(['rat', 'stadt', 'br%C3%BCcke', 'theater'])}"
        elif kind == "nowhere":
            yield f"/nowhere-{number}/"
        elif kind == "unbaked":
            yield chance.choice(["/health/", "/account/login/", "/robots.txt"])
        elif addresses[kind]:
            yield chance.choice(addresses[kind])


def drive(port: int, data: Path, requests: int) -> Answers:
    """Make the requests: a twentieth of them an editor's, the rest readers'."""
    reader, editor = Client(port), Client(port)
    reader.answers = editor.answers
    email, password = (data / "demo-editor.txt").read_text(encoding="ascii").split()
    addresses = readers_addresses(reader)
    editor.log_in(email, password)
    overview = editor.request("/admin/pages/")
    edits = re.findall(r'href="(/admin/pages/\d+/(?:edit/)?)"', overview)
    numbers = [*EDITORS_PAGES, *edits[:6], "/admin/reports/site-history/"]
    chance = random.Random(1)
    readers = mixed(addresses, chance)
    for number in range(requests - sum(reader.answers.statuses.values())):
        if number % 20 == 19:
            editor.request(numbers[number // 20 % len(numbers)])
        else:
            reader.request(next(readers))
    return reader.answers


# The newspaper --------------------------------------------------------------------------------
def environment(data: Path) -> dict[str, str]:
    """No settings from outside."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PRESSWERK_")}
    return clean | {"PRESSWERK_DATA": str(data), "PYTHONUNBUFFERED": "1"}


def fill(data: Path) -> None:
    """Make the demo newspaper, as script/demo does."""
    program = "from presswerk.cli.commands.demo import prepare; prepare(False)"
    subprocess.run([sys.executable, "-c", program], env=environment(data), check=True)


@contextmanager
def newspaper(data: Path, words: list[str]) -> Iterator[tuple[int, int]]:
    """Process id and port of a newspaper that answers."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "presswerk.cli", *words, "--port", str(port)],
        env=environment(data), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        said = []
        for line in process.stderr:
            said.append(line)
            if "newspaper is at" in line:
                break
        else:
            sys.exit(f"The newspaper did not start: {''.join(said)}")
        with subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL):
            try:
                yield process.pid, port
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(30)
    finally:
        if process.poll() is None:
            process.kill()


def processes_of(pid: int) -> list[int]:
    """It and all below it."""
    found = [pid]
    for task in os.listdir(f"/proc/{pid}/task"):
        for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
            found += processes_of(int(child))
    return found


def words_of(pid: int) -> str:
    """Its command line."""
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")


def name_of(pid: int) -> str:
    """Which program of the newspaper it is."""
    words = words_of(pid)
    for part, name in (
        ("supervising", "supervisor"), ("bake.front", "front"), ("program serve", "Django"),
        ("program worker", "worker"), ("program small", "Django and worker"), ("jobs.slow", "pictures"),
    ):  # fmt: skip
        if part in words:
            return name
    return words[:40]


def pss_megabytes(pid: int) -> float:
    """Proportional set size; a page that n processes have counts 1/n."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def wait_for_pictures(pid: int) -> None:
    """Return when the process of the slow queue has ended."""
    until = time.monotonic() + IDLE_SECONDS
    while time.monotonic() < until and any("jobs.slow" in words_of(one) for one in processes_of(pid)):
        time.sleep(0.5)


def forget_pictures(data: Path) -> None:
    """Leave out the many sizes of the demo's pictures that are still to be made: they take minutes."""
    program = (
        "import presswerk.cli.django_setup as start; start.set_up_django()\n"
        "from django_tasks_db.models import DBTaskResult\n"
        "DBTaskResult.objects.filter(queue_name='slow').delete()"
    )
    subprocess.run([sys.executable, "-c", program], env=environment(data), check=True)


@dataclass
class Measured:
    """One way to start it."""

    title: str
    by_name: dict[str, tuple[int, float]]
    answers: Answers

    @property
    def total(self) -> float:
        """All its processes, in MB."""
        return sum(megabytes for _count, megabytes in self.by_name.values())


def measure(way: str, template: Path, requests: int, pictures: bool) -> Measured:
    """Start a copy of the newspaper, drive it, and count."""
    title, words = WAYS[way]
    with tempfile.TemporaryDirectory(prefix="presswerk-memory-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "demo"
        shutil.copytree(template, data)
        with newspaper(data, words) as (pid, port):
            answers = drive(port, data, requests)
            if not pictures:
                wait_for_pictures(pid)
            by_name: dict[str, tuple[int, float]] = {}
            for one in processes_of(pid):
                with suppress(FileNotFoundError, ProcessLookupError):  # it has ended just now
                    name, more = name_of(one), pss_megabytes(one)
                    count, megabytes = by_name.get(name, (0, 0.0))
                    by_name[name] = (count + 1, megabytes + more)
            return Measured(title, by_name, answers)


# Speed ----------------------------------------------------------------------------------------
READY, RENDERED = "/", "/account/login/"
SPEEDS = {  # name: path, connections, whether two others make Django render meanwhile
    "ready page, 32 connections": (READY, 32, False),
    "the same while two make Django render": (READY, 32, True),
    "rendered page (log-in), four connections": (RENDERED, 4, False),
}


class Run(NamedTuple):
    """What wrk saw."""

    rate: float
    p99_ms: float


def speeds_of_both(template: Path, pairs: int) -> dict[str, list[tuple[Run, Run]]]:
    """Runs against both ways, in turns, because a shared machine is never the same for long."""
    with tempfile.TemporaryDirectory(prefix="presswerk-memory-", ignore_cleanup_errors=True) as folder:
        copies = [Path(folder) / way for way in WAYS]
        for copy in copies:
            shutil.copytree(template, copy)
        first, second = (words for _title, words in WAYS.values())
        with newspaper(copies[0], first) as (_, one), newspaper(copies[1], second) as (_, other):
            return {
                name: [(_speed(one, *what), _speed(other, *what)) for _pair in range(pairs)]
                for name, what in SPEEDS.items()
            }


def _speed(port: int, path: str, connections: int, beside: bool) -> Run:
    here = f"http://127.0.0.1:{port}"
    others = (
        subprocess.Popen(["wrk", "-t1", "-c2", "-d6s", here + RENDERED], stdout=DEVNULL) if beside else None
    )
    if beside:
        time.sleep(1)  # until they are at work
    run = wrk(here + path, connections)
    if others:
        others.wait()
    return run


def wrk(url: str, connections: int) -> Run:
    """Four seconds of requests."""
    command = ["wrk", "-t1", f"-c{connections}", "-d4s", "--latency", "-H", "Accept-Encoding: gzip", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    tail = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if rate is None or tail is None:
        sys.exit(f"wrk said: {said}")
    return Run(float(rate[1]), float(tail[1]) * {"us": 0.001, "ms": 1, "s": 1000}[tail[2]])


def table_of_speeds(speeds: dict[str, list[tuple[Run, Run]]]) -> str:
    """Markdown; medians of the runs, and the median of the pairs' ratios."""
    titles = [title for title, _words in WAYS.values()]
    lines = [
        f"| answers a second (p99) | {' | '.join(titles)} | ratio (lowest, highest) |",
        "|---|---|---|---|",
    ]
    for name, pairs in speeds.items():
        cells = [
            f"{median(pair[way].rate for pair in pairs):,.0f} "
            f"({median(pair[way].p99_ms for pair in pairs):.1f} ms)"
            for way in (0, 1)
        ]
        ratios = [pair[1].rate / pair[0].rate for pair in pairs]
        bounds = f"{min(ratios):.2f}, {max(ratios):.2f}"
        lines.append(f"| {name} | {' | '.join(cells)} | **{median(ratios):.2f}** ({bounds}) |")
    return "\n".join(lines)


# Tables ---------------------------------------------------------------------------------------
def tables(measured: list[Measured]) -> str:
    """Markdown."""
    names = dict.fromkeys(name for one in measured for name in one.by_name)
    lines = [
        "| process | " + " | ".join(one.title for one in measured) + " |",
        "|---|" + "---|" * len(measured),
    ]
    for name in names:
        lines.append(f"| {name} | " + " | ".join(_cell(one.by_name.get(name)) for one in measured) + " |")
    lines.append("| **all** | " + " | ".join(f"**{one.total:.0f} MB**" for one in measured) + " |")
    for one in measured:
        statuses = ", ".join(f"{count} × {status}" for status, count in sorted(one.answers.statuses.items()))
        lines += ["", f"Answers, {one.title}: {statuses}; {one.answers.from_store} from the store."]
    return "\n".join(lines)


def _cell(found: tuple[int, float] | None) -> str:
    if found is None:
        return "–"
    return f"{found[1]:.0f} MB" + (f" in {found[0]}" if found[0] > 1 else "")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="a folder with the filled demo newspaper")
    parser.add_argument("--only", choices=WAYS, help="one way to start it")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--pictures", action="store_true", help="make the demo's pictures meanwhile")
    parser.add_argument(
        "--speed", type=int, metavar="PAIRS", help="measure answers a second in place of memory"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="presswerk-memory-", ignore_cleanup_errors=True) as folder:
        template = Path(folder) / "template"
        if arguments.data:
            shutil.copytree(arguments.data, template)
        else:
            template.mkdir()
            fill(template)
        if not arguments.pictures:
            forget_pictures(template)
        if arguments.speed:
            print(table_of_speeds(speeds_of_both(template, arguments.speed)))
            return
        ways = [arguments.only] if arguments.only else list(WAYS)
        measured = [measure(way, template, arguments.requests, arguments.pictures) for way in ways]
    print(tables(measured))


if __name__ == "__main__":
    main()

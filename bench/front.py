"""The front against nginx: both serve the same bytes, in alternating runs on one machine.

.venv/bin/python bench/front.py                      the table of docs/benchmarks/front.md
.venv/bin/python bench/front.py --candidates         the ways to build a front, against each other
.venv/bin/python bench/front.py --pairs 3 --only "one connection"

Needs nginx and wrk (apt install nginx wrk). nginx is set up as Debian does it (`worker_processes auto`), with
gzip_static and a cache of open files, and without a log. A ratio is the median of the pairs' ratios: on a
shared machine the two runs of a pair meet about the same conditions, and two pairs do not. Processor time is
that of all processes and threads of the server, for one request.
"""

import argparse
import gzip
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from presswerk.bake.front.plan import Plan
from presswerk.bake.store import Address, Page, Store
from presswerk.bake.store.putting import Prepared
from presswerk.bake.store.records import State
from presswerk.bake.store.writing import Writing

HOST = "paper.example"
MANY = 100_000
ROOT = Path(__file__).resolve().parent.parent
WORDS = (
    *(
        "Rat",
        "Stadt",
        "Brücke",
        "Haushalt",
        "Dienstag",
        "beschlossen",
        "sanieren",
        "Werft",
        "Hafen",
        "Theater",
    ),
    *(
        "Genossenschaft",
        "Premiere",
        "Bürgermeisterin",
        "Abstimmung",
        "Fahrplan",
        "Fähre",
        "der",
        "die",
        "das",
    ),
    *("und", "mit", "nach", "über", "vor", "wegen", "nicht", "auch", "noch"),
)
# What the newspaper's pages carry besides.
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; " + "img-src 'self' data:; " * 12),
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)


class Run(NamedTuple):
    """What wrk saw."""

    rate: float
    p50_ms: float
    p99_ms: float
    errors: int
    cpu_us: float


@dataclass
class Scenario:
    """One row of the table."""

    name: str
    path: str
    connections: int = 32
    distinct: int = 0  # 0: one page
    headers: dict[str, tuple[str, str]] = field(default_factory=dict)  # name: (for the front, for nginx)
    beside: str = ""


def article(kilobytes: int, seed: int) -> bytes:
    """HTML of that length that packs about as an article does."""
    chance = random.Random(seed)
    pieces = ["<!doctype html><html lang=de><title>Artikel</title><body>"]
    length = 0
    while length < kilobytes * 1000:
        words = [
            chance.choice(WORDS) + (str(chance.randrange(900)) if chance.random() < 0.12 else "")
            for _ in range(60)
        ]
        pieces.append(f'<p class="body">{" ".join(words)}</p>\n')
        length += len(pieces[-1].encode())
    return "".join(pieces).encode()


class Bench:
    """The store, the folder that nginx serves, and the servers."""

    def __init__(self, folder: Path, seconds: float):
        self.folder = folder
        self.seconds = seconds
        self.plan = Plan(
            hosts={HOST: HOST}, bakes=True, store=str(folder / "bake"), store_megabytes=6000, hot_megabytes=16
        )
        self.plan.save(folder / "front.json")
        self.store = Store(folder / "bake", 6000, 1)
        self.store.apply([], b"0")
        self.www = folder / "www"
        self.body = article(60, 1)
        self.put("/artikel/", self.body, 60)
        for number in range(10):
            self.put(f"/ten/{number}/", article(60, number + 2), 60)
        folder.chmod(0o755)

    def put(self, path: str, body: bytes, tags: int) -> None:
        """The same page for both servers."""
        page = Page(200, HEADERS, body, frozenset(f"article:{path}:{number}" for number in range(tags)))
        assert self.store.put(self.store.begin(), Address(HOST, path), page) == "fresh"
        found = self.store.find(Address(HOST, path).key, ("gzip",))
        assert found is not None
        self.write(path, body, found.body)

    def write(self, path: str, body: bytes, packed: bytes) -> None:
        """The page as nginx wants it."""
        target = self.www / path.strip("/")
        target.mkdir(parents=True)
        (target / "index.html").write_bytes(body)
        (target / "index.html.gz").write_bytes(packed)

    def put_many(self) -> None:
        """100,000 pages of 20 KB. Packed once: what is measured is finding them, not making them."""
        body = article(20, 99)
        prepared = Prepared(Address(HOST, "/many/"), Page(200, HEADERS, body, frozenset()))
        del prepared.bodies["br"], prepared.kept.etags["br"], prepared.kept.checks["br"]
        packed = prepared.bodies["gzip"]
        for start in range(0, MANY, 1000):

            def work(writing: Writing, start: int = start) -> None:
                for number in range(start, start + 1000):
                    key = Address(HOST, f"/many/{number}/").key
                    state = State(1, writing.txn.id(), 0, 0.0, float("inf"), time.time(), time.time(), 0.0, 0)
                    tags = frozenset({f"article:{number}"})
                    writing.add(key, state, prepared.kept, prepared.bodies, tags)

            self.store.write(work)
        for number in range(MANY):
            self.write(f"/many/{number}/", b"", packed)

    # Servers ---------------------------------------------------------------------------------
    @contextmanager
    def nginx(self) -> Iterator["Server"]:
        port = free_port()
        (self.folder / "nginx.conf").write_text(
            f"worker_processes auto; daemon off; pid {self.folder}/nginx.pid; error_log stderr error;\n"
            "events { worker_connections 768; }\n"
            "http { access_log off; sendfile on; tcp_nopush on; gzip on; gzip_static on;\n"
            "default_type text/html;\n"
            "open_file_cache max=200000; keepalive_requests 100000000;\n"
            f"server {{ listen 127.0.0.1:{port}; root {self.www}; }} }}\n"
        )
        with running(["nginx", "-c", str(self.folder / "nginx.conf")], port) as process:
            yield Server(port, process.pid)

    @contextmanager
    def front(self, *command: str) -> Iterator["Server"]:
        port = free_port()
        default = [sys.executable, "-m", "presswerk.bake.front", "--plan", str(self.folder / "front.json")]
        default += ["--socket", str(self.folder / "none.sock"), "--port", str(port)]
        words = [word.replace("PORT", str(port)) for word in command] or default
        with running(words, port, cwd=self.folder) as process:
            yield Server(port, process.pid)

    # Measuring -------------------------------------------------------------------------------
    def wrk(self, server: "Server", scenario: Scenario, headers: dict[str, str]) -> Run:
        """One run."""
        command = ["wrk", "-t1", f"-c{scenario.connections}", f"-d{self.seconds}s", "--latency"]
        for name, value in ({"Host": HOST, "Accept-Encoding": "gzip"} | headers).items():
            command += ["-H", f"{name}: {value}"]
        if scenario.distinct:
            script = self.folder / "distinct.lua"
            script.write_text(
                "request = function()\n"
                f"  local number = math.random(0, {scenario.distinct - 1})\n"
                f'  return wrk.format("GET", "{scenario.path}" .. number .. "/")\n'
                "end\n"
            )
            command += ["-s", str(script)]
        before = server.cpu_seconds()
        url = f"http://127.0.0.1:{server.port}{scenario.path}"
        said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
        used = server.cpu_seconds() - before
        requests = int(re.search(r"(\d+) requests in", said).group(1))  # type: ignore[union-attr]
        errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
        broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
        return Run(
            rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)),  # type: ignore[union-attr]
            p50_ms=milliseconds(said, "50%"),
            p99_ms=milliseconds(said, "99%"),
            errors=(int(errors.group(1)) if errors else 0) + sum(map(int, broken.groups() if broken else ())),
            cpu_us=used / max(requests, 1) * 1e6,
        )

    @contextmanager
    def current(self) -> Iterator[None]:
        """Say twice a second that all purges are applied, as the appliers do."""
        stop = threading.Event()

        def say() -> None:
            while not stop.is_set():
                self.store.caught_up()
                stop.wait(0.5)

        thread = threading.Thread(target=say)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    @contextmanager
    def beside(self, what: str) -> Iterator[None]:
        """What else the machine does meanwhile."""
        if not what:
            yield
            return
        code = {"render": RENDER_LOOP, "purge": PURGE_LOOP}[what]
        process = subprocess.Popen([sys.executable, "-c", code, str(self.folder)], env=environ())
        try:
            yield
        finally:
            process.kill()
            process.wait()


# Django's templates without end: a process that never waits.
RENDER_LOOP = """
from django.conf import settings
settings.configure(USE_I18N=False)
from django.template import Context, Engine
template = Engine().from_string("{% for p in ps %}<p class={{ p.k }}>{{ p.t|title }}</p>{% endfor %}")
while True:
    template.render(Context({"ps": [{"k": n, "t": "Der Rat der Stadt & die Brücke"} for n in range(300)]}))
"""

# 50 tags a second are purged and their pages rendered anew: the ten pages that are read meanwhile among them.
PURGE_LOOP = """
import sys, threading, time
from pathlib import Path
sys.path.insert(0, "bench")
from front import HEADERS, HOST, article
from presswerk.bake.store import Address, Page, Store
store = Store(Path(sys.argv[1]) / "bake", 6000, 1)
bodies = [article(60, number + 2) for number in range(10)]
number, begun = 0, time.monotonic()
while True:
    path = f"/ten/{number % 10}/"
    tags = frozenset(f"article:{path}:{one}" for one in range(60))
    store.apply([TagPurge(f"article:{path}:{number % 60}")], str(number).encode())
    store.put(store.begin(), Address(HOST, path), Page(200, HEADERS, bodies[number % 10], tags))
    number += 1
    time.sleep(max(0.0, begun + number / 50 - time.monotonic()))
"""


class Server(NamedTuple):
    """A server that runs, with all its children."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time used so far by all its processes."""
        total = 0
        for pid in [self.pid, *children(self.pid)]:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """All descendants."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *children(int(child))]
    return found


def milliseconds(said: str, percentile: str) -> float:
    """A latency of wrk's in milliseconds."""
    match = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s)", said)
    assert match, said
    return float(match.group(1)) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[match.group(2)]


def environ() -> dict[str, str]:
    """With the package of this checkout."""
    return os.environ | {"PYTHONPATH": str(ROOT / "src")}


def free_port() -> int:
    """A port on which nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, cwd: Path | None = None) -> Iterator[subprocess.Popen]:
    """A server that answers, until the block ends."""
    process = subprocess.Popen(command, env=environ(), cwd=cwd, process_group=0, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


HEAD = (
    "| | front /s | nginx /s | ratio | lowest, highest "
    "| front p50, p99 ms | nginx p99 ms | CPU us | errors |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
SCENARIOS = [
    Scenario("60 KB article, 32 connections", "/artikel/"),
    Scenario("the same, one connection", "/artikel/", connections=1),
    Scenario("the same beside a render loop", "/artikel/", beside="render"),
    Scenario("304 answers", "/artikel/", headers={"If-None-Match": ("", "")}),
    Scenario("10 distinct pages", "/ten/", distinct=10),
    Scenario("10 pages, 50 tags purged a second", "/ten/", distinct=10, beside="purge"),
    Scenario("100,000 distinct pages of 20 KB", "/many/", distinct=MANY),
]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--only", default="", help="the rows whose name contains this")
    parser.add_argument("--candidates", action="store_true")
    arguments = parser.parse_args()
    if not (shutil.which("nginx") and shutil.which("wrk")):
        sys.exit("bench/front.py needs nginx and wrk: apt install nginx wrk")
    with tempfile.TemporaryDirectory(prefix="presswerk-bench-") as folder:
        bench = Bench(Path(folder), int(arguments.seconds))
        with bench.current():
            if arguments.candidates:
                compare_candidates(bench, arguments.pairs)
            else:
                compare_with_nginx(bench, arguments.pairs, arguments.only)


def compare_with_nginx(bench: Bench, pairs: int, only: str) -> None:
    """The table of docs/benchmarks/front.md."""
    scenarios = [one for one in SCENARIOS if only in one.name]
    packed = len(gzip.compress(bench.body, 6))
    print(f"{len(bench.body):,} bytes, {packed:,} as gzip; {os.cpu_count()} cores; {pairs} pairs.\n")
    print(HEAD)
    with bench.nginx() as nginx, bench.front() as front:
        for scenario in scenarios:
            if scenario.distinct == MANY:
                bench.put_many()
            ours, theirs = headers_of(bench, scenario, nginx)
            runs = []
            with bench.beside(scenario.beside):
                bench.wrk(front, scenario, ours)  # warm
                bench.wrk(nginx, scenario, theirs)
                for _ in range(pairs):
                    runs.append((bench.wrk(front, scenario, ours), bench.wrk(nginx, scenario, theirs)))
            print(row(scenario.name, runs), flush=True)


def headers_of(bench: Bench, scenario: Scenario, nginx: "Server") -> tuple[dict[str, str], dict[str, str]]:
    """What to send to each."""
    if "If-None-Match" not in scenario.headers:
        return {}, {}
    found = bench.store.find(Address(HOST, scenario.path).key, ("gzip",))
    assert found is not None
    command = ["curl", "-sI", "-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{nginx.port}{scenario.path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    etag = re.search(r"(?i)etag: (\S+)", said)
    assert etag
    return {"If-None-Match": found.etag}, {"If-None-Match": etag.group(1)}


def row(name: str, runs: list[tuple[Run, Run]]) -> str:
    """One line of the table, medians of the pairs."""
    ratios = [ours.rate / theirs.rate for ours, theirs in runs]

    def median(pick: Callable[[tuple[Run, Run]], float]) -> float:
        return statistics.median(map(pick, runs))

    return (
        f"| {name} | {median(lambda r: r[0].rate):,.0f} | {median(lambda r: r[1].rate):,.0f} "
        f"| **{statistics.median(ratios):.2f}** | {min(ratios):.2f}, {max(ratios):.2f} "
        f"| {median(lambda r: r[0].p50_ms):.2f}, {median(lambda r: r[0].p99_ms):.2f} "
        f"| {median(lambda r: r[1].p99_ms):.2f} "
        f"| {median(lambda r: r[0].cpu_us):.0f}, {median(lambda r: r[1].cpu_us):.0f} "
        f"| {sum(ours.errors + theirs.errors for ours, theirs in runs)} |"
    )


def compare_candidates(bench: Bench, pairs: int) -> None:
    """Each way of building a front against nginx, in turns."""
    (bench.folder / "rsgi.py").write_text(RSGI)
    (bench.folder / "asgi.py").write_text(ASGI)
    granian = [sys.executable, "-m", "granian", "--loop", "uvloop", "--no-ws", "--port", "PORT"]
    granian += ["--log-level", "warning"]
    own = [sys.executable, "-m", "presswerk.bake.front", "--plan", "front.json", "--socket", "none.sock"]
    own += ["--port", "PORT", "--processes"]
    candidates = {
        "own HTTP/1.1 on httptools, two processes (the product)": [*own, "2"],
        "own HTTP/1.1 on httptools, one process": [*own, "1"],
        "Granian RSGI, one process": [*granian, "--interface", "rsgi", "rsgi:app"],
        "Granian RSGI, two processes": [*granian, "--interface", "rsgi", "--workers", "2", "rsgi:app"],
        "Granian ASGI, one process": [*granian, "--interface", "asgi", "asgi:app"],
    }
    runs: dict[str, list[tuple[Run, Run]]] = {name: [] for name in candidates}
    article_page = SCENARIOS[0]
    with bench.nginx() as nginx:
        for _ in range(pairs):
            for name, command in candidates.items():
                with bench.front(*command) as front:
                    bench.wrk(front, article_page, {})
                    runs[name].append(
                        (bench.wrk(front, article_page, {}), bench.wrk(nginx, article_page, {}))
                    )
    print(HEAD)
    for name, measured in runs.items():
        print(row(name, measured))


RSGI = """
import asyncio
from pathlib import Path
from presswerk.bake.front.app import Front


class Application:
    def __init__(self, plan):
        self.front = Front(Path(plan), Path('none.sock'))

    async def __rsgi__(self, scope, proto):
        rest = self.front.handle(scope, proto)
        if rest is not None:
            await rest


app = Application('front.json')
"""

# The hit path of the front, with ASGI's messages around it.
ASGI = """
from pathlib import Path
from presswerk.bake.front.app import Front
from presswerk.bake.front.negotiation import codings

front = Front(Path('front.json'), Path('none.sock'))


class Collected:
    def response_bytes(self, status, headers, body):
        self.answer = status, [(n.encode(), v.encode()) for n, v in headers], body


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    site = front._hosts.site(headers["host"])
    known = front._addresses.get((site, scope["path"], scope["query_string"].decode()))
    if known is None:
        known = front._address(site, scope["path"], scope["query_string"].decode())
    found = front.store.find(known[0], codings(headers.get("accept-encoding")))
    assert found.strength is None and front.store.is_current()
    collected = Collected()
    front._pages.answer(collected, scope["method"], headers, found)
    status, answer, body = collected.answer
    await send({"type": "http.response.start", "status": status, "headers": answer})
    await send({"type": "http.response.body", "body": body})
"""


if __name__ == "__main__":
    main()

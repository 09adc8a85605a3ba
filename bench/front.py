"""The front against nginx: both serve the same bytes, in alternating runs on one machine.

.venv/bin/python bench/front.py                                  the rows of the store, as one table
.venv/bin/python bench/front.py --only "one connection"          some rows (may be given again)
.venv/bin/python bench/front.py --folder F --prepare             what takes long to make, kept in F
.venv/bin/python bench/front.py --folder F --save rows.json      all rows, kept
.venv/bin/python bench/front.py --table rows.json more.json      the table of docs/benchmarks/front.md
.venv/bin/python bench/front.py --candidates                     the ways to build a front

Needs nginx and wrk (apt install nginx wrk). nginx is set up as Debian does it (`worker_processes auto`), with
gzip_static and a cache of open files, and without a log. A ratio is the median of the pairs' ratios: on a
shared machine the two runs of a pair meet about the same conditions, and two pairs do not. Processor time is
that of all processes and threads of the server, for one request.

The last three rows are of a newspaper with 1,000 articles, grown from the real ones of ../shared/data, which
`presswerk serve` serves as anywhere. 50 tags a second are purged in its database and reach the store by the
log; the articles that are read bear them, so 50 pages a second are rendered anew by Django, each of ten five
times. nginx serves the same articles meanwhile from the folder that `presswerk bake --to` wrote.
"""

import argparse
import gzip
import http.client
import json
import os
import random
import re
import resource
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
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from newspaper import HOST, Newspaper

from presswerk.bake.front.plan import Plan
from presswerk.bake.store import Address, Page, Store
from presswerk.bake.store.putting import Prepared
from presswerk.bake.store.records import State
from presswerk.bake.store.writing import Writing

MANY = 100_000
ARTICLES = 1_000
TAGS_A_SECOND = 50
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
    kind: str = "store"  # "paper": a running newspaper, "folder": the one it wrote, by nginx alone


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
        self.www = folder / "www"
        self.paper = Newspaper(folder / "paper")
        self.written = folder / "written"
        self.body = article(60, 1)
        folder.chmod(0o755)
        shutil.rmtree(self.www / "artikel", ignore_errors=True)
        shutil.rmtree(self.www / "ten", ignore_errors=True)
        if self.store.cursor() is None:
            self.store.apply([], b"0")
            shutil.rmtree(self.www, ignore_errors=True)
        self.put("/artikel/", self.body, 60)
        for number in range(10):
            self.put(f"/ten/{number}/", article(60, number + 2), 60)

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

    def prepare(self) -> None:
        """Make what takes long, unless it is there."""
        if not (self.www / f"many/{MANY - 1}").exists():
            self.put_many()
        self.paper.make(ARTICLES, self.folder)
        self.paper.presswerk("init")  # it may be of an older version
        if not (self.written / "sites").exists():
            self.paper.presswerk("bake", "--to", str(self.written))

    def articles(self, most: int) -> list[str]:
        """The paths of some articles of the newspaper that stand in the folder it wrote."""
        sitemap = self.written / "sites" / HOST / "sitemap-articles-0.xml"
        return re.findall(rf"<loc>http://{HOST}(/[^<]+)</loc>", sitemap.read_text())[-most:]

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
    def nginx(self, root: Path | None = None, included: Path | None = None) -> Iterator["Server"]:
        """nginx on a folder; with `included` as the files say that `presswerk bake` wrote for it."""
        port = free_port()
        config = self.folder / f"nginx-{port}.conf"
        # Each open file of the cache takes a descriptor, in each worker: a page here two, with its folder.
        # Where the cache is larger than what the system allows, nginx answers 500 once they are used up.
        most = most_open_files()
        http = f"include {included}/nginx-maps.conf;" if included else ""
        site = f"include {included}/nginx-site.conf;" if included else f"root {root or self.www};"
        config.write_text(
            f"worker_processes auto; daemon off; pid {config}.pid; error_log stderr error;\n"
            f"worker_rlimit_nofile {most};\n"
            "events { worker_connections 768; }\n"
            "http { access_log off; sendfile on; tcp_nopush on; gzip on; gzip_static on;\n"
            "types { text/html html; text/css css; application/javascript js; } default_type text/html;\n"
            f"open_file_cache max={min(3 * MANY, most - 1000)}; keepalive_requests 100000000;\n"
            f"{http}\n"
            f"server {{ listen 127.0.0.1:{port}; server_name {HOST}; {site} }} }}\n"
        )
        with running(["nginx", "-c", str(config)], port) as process:
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
        command = ["wrk", "-t1", f"-c{scenario.connections}", f"-d{self.seconds:.0f}s", "--latency"]
        for name, value in ({"Host": HOST, "Accept-Encoding": "gzip"} | headers).items():
            command += ["-H", f"{name}: {value}"]
        if len(paths := self.paths(scenario)) > 1 or scenario.distinct:
            script = self.folder / "distinct.lua"
            script.write_text(lua(scenario, paths))
            command += ["-s", str(script)]
        before = server.cpu_seconds()
        url = f"http://127.0.0.1:{server.port}{paths[0]}"
        said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
        return read_wrk(said, server.cpu_seconds() - before)

    def paths(self, scenario: Scenario) -> list[str]:
        """What is asked for, where it is not one path with a number."""
        return [scenario.path] if scenario.kind == "store" else self.articles(scenario.distinct)

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
    def beside(self, what: str, articles: int = 0) -> Iterator[None]:
        """What else the machine does meanwhile."""
        if not what:
            yield
            return
        if what == "purge":
            with self.paper.running("front_purging.py", str(TAGS_A_SECOND), *self.articles(articles)):
                yield
            return
        code = {"render": RENDER_LOOP}[what]
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


def lua(scenario: Scenario, paths: list[str]) -> str:
    """wrk's script: addresses in random order, the same for both servers and in each run."""
    if scenario.kind == "store":
        one = f'"{scenario.path}" .. math.random(0, {scenario.distinct - 1}) .. "/"'
        return f'request = function() return wrk.format("GET", {one}) end\n'
    listed = ", ".join(f'"{path}"' for path in paths)
    return (
        f"local paths = {{{listed}}}\n"
        f'request = function() return wrk.format("GET", paths[math.random({len(paths)})]) end\n'
    )


def most_open_files() -> int:
    """How many files one process may have open: as many as root can allow itself, else the limit there is."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * MANY
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(wanted, hard)))
    except (ValueError, OSError):
        return hard
    return wanted


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


def read_wrk(said: str, cpu_seconds: float) -> Run:
    """What wrk printed."""
    requests = int(re.search(r"(\d+) requests in", said).group(1))  # type: ignore[union-attr]
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return Run(
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)),  # type: ignore[union-attr]
        p50_ms=milliseconds(said, "50%"),
        p99_ms=milliseconds(said, "99%"),
        errors=(int(errors.group(1)) if errors else 0) + sum(map(int, broken.groups() if broken else ())),
        cpu_us=cpu_seconds / max(requests, 1) * 1e6,
    )


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
    Scenario("100,000 distinct pages of 20 KB", "/many/", distinct=MANY),
    Scenario("1,000 articles, 50 tags purged a second", "", distinct=1000, beside="purge", kind="paper"),
    Scenario("10 articles, 50 tags purged a second", "", distinct=10, beside="purge", kind="paper"),
    Scenario("nginx itself on the followed folder", "", distinct=10, kind="folder"),
]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--only", action="append", help="the rows whose name contains this")
    parser.add_argument("--candidates", action="store_true")
    parser.add_argument("--folder", type=Path, help="where to work and what to keep; else a temporary one")
    parser.add_argument("--prepare", action="store_true", help="make what takes long to make, and end")
    parser.add_argument("--save", type=Path, help="keep the rows, beside those that are there")
    parser.add_argument("--table", type=Path, nargs="+", help="print kept rows; the last of a name counts")
    arguments = parser.parse_args()
    if arguments.table:
        print(table(kept_rows(arguments.table)))
        return
    if not (shutil.which("nginx") and shutil.which("wrk")):
        sys.exit("bench/front.py needs nginx and wrk: apt install nginx wrk")
    with tempfile.TemporaryDirectory(prefix="presswerk-bench-") as temporary:
        folder = (arguments.folder or Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder, arguments.seconds)
        if arguments.prepare:
            bench.prepare()
            return
        with bench.current():
            if arguments.candidates:
                compare_candidates(bench, arguments.pairs)
            else:
                rows = compare_with_nginx(bench, arguments.pairs, arguments.only or [""])
                if arguments.save:
                    before = kept_rows([arguments.save]) if arguments.save.exists() else {}
                    arguments.save.write_text(json.dumps(before | rows))
                print(table(rows))


Runs = list[tuple[Run, Run]]


def kept_rows(files: list[Path]) -> dict[str, Runs]:
    """Name of the row → its pairs, as `--save` wrote them."""
    found: dict[str, Runs] = {}
    for file in files:
        for name, runs in json.loads(file.read_text()).items():
            found[name] = [(Run(*ours), Run(*theirs)) for ours, theirs in runs]
    return found


def table(rows: dict[str, Runs]) -> str:
    """All rows in the order in which they stand here."""
    order = [scenario.name for scenario in SCENARIOS]
    return "\n".join([HEAD, *(row(name, rows[name]) for name in order if name in rows)])


def compare_with_nginx(bench: Bench, pairs: int, only: list[str]) -> dict[str, Runs]:
    """The rows whose name contains one of these."""
    scenarios = [one for one in SCENARIOS if any(part in one.name for part in only)]
    if any(one.kind != "store" or one.distinct == MANY for one in scenarios):
        bench.prepare()
    packed = len(gzip.compress(bench.body, 6))
    print(f"{len(bench.body):,} bytes, {packed:,} as gzip; {os.cpu_count()} cores; {pairs} pairs.\n")
    rows = {}
    for scenario in scenarios:
        with ExitStack() as stack:
            front, nginx = servers(bench, scenario, stack)
            ours, theirs = headers_of(bench, scenario, nginx)
            stack.enter_context(bench.beside(scenario.beside, scenario.distinct))
            bench.wrk(front, scenario, ours)  # warm
            bench.wrk(nginx, scenario, theirs)
            rows[scenario.name] = [
                (bench.wrk(front, scenario, ours), bench.wrk(nginx, scenario, theirs)) for _ in range(pairs)
            ]
            print(row(scenario.name, rows[scenario.name]), file=sys.stderr, flush=True)
    return rows


def servers(bench: Bench, scenario: Scenario, stack: ExitStack) -> tuple["Server", "Server"]:
    """What is measured and what it is compared with."""
    if scenario.kind == "store":
        return stack.enter_context(bench.front()), stack.enter_context(bench.nginx())
    nginx = stack.enter_context(bench.nginx(bench.written / "sites" / HOST))
    if scenario.kind == "folder":
        return stack.enter_context(bench.nginx(included=bench.written)), nginx
    process = stack.enter_context(bench.paper.serving())
    with closing(http.client.HTTPConnection("127.0.0.1", bench.paper.port, timeout=60)) as connection:
        for path in bench.paths(scenario):  # ready before anything is measured
            connection.request("GET", path, headers={"Host": HOST})
            connection.getresponse().read()
    return Server(bench.paper.port, process.pid), nginx


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


def row(name: str, runs: Runs) -> str:
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
    runs: dict[str, Runs] = {name: [] for name in candidates}
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

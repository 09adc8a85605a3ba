#!/usr/bin/env python3
"""How many checks a second does one core of the spam service answer, and how long do its callers wait?

    .venv/bin/python bench/spam_service.py                   speed: about 40 seconds
    .venv/bin/python bench/spam_service.py --checks 1000000  memory too, over that many checks

Needs wrk and two cores: the service runs on one, wrk on the other. Calls are as WordPress's plugin sends them
(3 KB: a comment of 1,000 characters, twice, and the visitor's headers). The reference is the same server with
an endpoint that reads the call and answers "false". Both are measured in turns, the median counts. wrk keeps
32 connections busy, so its waiting time is mostly that of the queue: 31 calls before each answer.
"""

import argparse
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from presswerk.spam.service import Desk
from presswerk.spam.service.filters import open_filter

SECRET = "the secret key of a measurement, long enough"
CONNECTIONS = 32
BODIES = 2000
WORDS = """
der die das und nicht aber heute morgen Regierung Haushalt Bundestag Abgeordnete Stadt Straße Radweg Brücke
Schule Kinder Eltern Lehrer Geld Steuer Energie Strom Gas Preis Markt Leser Kommentar Meinung Frage Antwort
schön gut schlecht wichtig richtig falsch kaufen günstig gewinnen Casino Kredit klicken gratis Angebot sicher
"""
SCRIPT = """
local bodies = {}
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
local at = 0
request = function()
  at = at % #bodies + 1
  return wrk.format("POST", "/1.1/comment-check",
    {["Content-Type"] = "application/x-www-form-urlencoded"}, bodies[at])
end
local answers = {}
response = function(status, headers, body) answers[body] = (answers[body] or 0) + 1 end
done = function(summary, latency)
  io.write(string.format('{"answers": %d, "seconds": %f, "p50": %f, "p99": %f, "worst": %f, "errors": %d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout))
end
"""


@dataclass(frozen=True)
class Run:
    """What wrk saw. Times in milliseconds."""

    per_second: float
    p50: float
    p99: float
    worst: float
    errors: int


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--checks", type=int, default=0, help="watch the memory over so many checks")
    arguments.add_argument("--seconds", type=int, default=5, help="of each of the six runs")
    options = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not there: apt install wrk")
    with tempfile.TemporaryDirectory(prefix="presswerk-bench-") as name:
        folder = Path(name)
        key = prepare(folder)
        measure_speed(folder, options.seconds)
        if options.checks:
            measure_memory(folder, options.checks)
        print(f"counted by the service: {counted(folder, key)} checks")


def prepare(folder: Path) -> str:
    """A key, and calls with texts that are all different."""
    desk = Desk(folder / "spam", SECRET, open_filter)
    key, _ = desk.keys.add("https://blog.example", calls_per_minute=0, calls_per_month=0)
    desk.close()
    chance = random.Random(8)
    lines = [urlencode(call(chance, key, number)) for number in range(BODIES)]
    print(f"calls: {BODIES} different ones of {round(statistics.mean(map(len, lines)))} bytes")
    (folder / "bodies").write_text("\n".join(lines) + "\n", encoding="ascii")
    (folder / "calls.lua").write_text(SCRIPT, encoding="utf-8")
    return key


def call(chance: random.Random, key: str, number: int) -> dict[str, str]:
    """The fields that WordPress's plugin sends."""
    text = ""
    while len(text) < 1000:
        text += " ".join(chance.choices(WORDS.split(), k=chance.randint(4, 14))).capitalize() + ". "
    if chance.random() < 0.3:
        text += f'<a href="https://shop{chance.randint(1, 500)}.example/x">hier</a>'
    page = f"https://blog.example/2026/11/artikel-{number % 50}/"
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    return {
        "comment_post_ID": str(number % 50), "comment_author": f"Leser {number}",
        "comment_author_email": f"leser{number}@mail.example", "comment_author_url": "",
        "comment_content": text,
        "comment_type": "comment", "user_ip": f"203.0.{chance.randint(0, 255)}.{chance.randint(1, 250)}",
        "user_agent": agent, "referrer": page, "blog": "https://blog.example", "blog_lang": "de_DE",
        "blog_charset": "UTF-8", "permalink": page, "POST_comment": text, "POST_author": f"Leser {number}",
        "POST_ak_js": "1764000000000", "POST_ak_hp_textarea": "", "HTTP_USER_AGENT": agent,
        "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "HTTP_ACCEPT_LANGUAGE": "de,en-US;q=0.7,en;q=0.3", "HTTP_HOST": "blog.example",
        "REQUEST_URI": "/wp-comments-post.php", "REMOTE_ADDR": "203.0.113.9", "api_key": key,
    }  # fmt: skip


def measure_speed(folder: Path, seconds: int) -> None:
    """Service and reference in turns."""
    runs: dict[str, list[Run]] = {"service": [], "empty endpoint": []}
    for _ in range(3):
        for kind, found in runs.items():
            with server(folder, kind) as (port, _pid):
                load(folder, port, 1)  # its first calls open the filter
                found.append(load(folder, port, seconds))
    for kind, found in runs.items():
        print(
            f"{kind}: {median(found, 'per_second'):,.0f} a second, p50 {median(found, 'p50'):.1f} ms, "
            f"p99 {median(found, 'p99'):.1f} ms, worst {max(run.worst for run in found):.0f} ms, "
            f"{sum(run.errors for run in found)} errors"
        )
    service, empty = (median(found, "per_second") for found in runs.values())
    print(f"ratio to the empty endpoint: {service / empty:.3f}")


def measure_memory(folder: Path, checks: int) -> None:
    """The resident memory of the service's process, ten times on the way."""
    with server(folder, "service") as (port, pid):
        done, began, seen = 0, monotonic(), [resident_mb(pid)]
        while done < checks:
            run = load(folder, port, 10)
            done += round(run.per_second * 10)
            if done >= checks * len(seen) / 10:
                seen.append(resident_mb(pid))
                print(f"  {done:>9,} checks, {monotonic() - began:,.0f} s: {seen[-1]:.1f} MB", flush=True)
        print(f"memory: {seen[1]:.1f} MB after a tenth, {seen[-1]:.1f} MB after {done:,} checks")


def median(runs: list[Run], name: str) -> float:
    """Of one figure."""
    return float(statistics.median(getattr(run, name) for run in runs))


def load(folder: Path, port: int, seconds: int) -> Run:
    """Keep 32 connections busy from the second core."""
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(folder / "calls.lua"),
         f"http://127.0.0.1:{port}"],
        env={**os.environ, "BODIES": str(folder / "bodies")},
        preexec_fn=lambda: os.sched_setaffinity(0, {cores()[1]}),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Run(told["answers"] / told["seconds"], told["p50"], told["p99"], told["worst"], told["errors"])


def cores() -> list[int]:
    """Two that this process may use."""
    return sorted(os.sched_getaffinity(0))[:2]


@contextmanager
def server(folder: Path, kind: str) -> Iterator[tuple[int, int]]:
    """A server on the first core: its port, and the process that answers."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, __file__, "--serve", kind, str(folder / "spam"), str(port)],
        preexec_fn=lambda: os.sched_setaffinity(0, {cores()[0]}),
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    while True:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
    try:
        yield port, pid
    finally:
        process.terminate()
        process.wait()


def serve(kind: str, folder: Path, port: int) -> None:
    """What `server` starts."""
    from presswerk.spam.service import server as service

    if kind != "service":
        service.ServerProcess = EmptyEndpoint  # type: ignore[assignment,misc]
    service.run_server(
        service.ServiceOptions(folder, SECRET, port=port), lambda: print(os.getpid(), flush=True)
    )


class EmptyEndpoint:
    """Reads a call whole and answers at once."""

    def __init__(self, options: object):
        self.options = options

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """As the service is called."""
        await protocol()
        protocol.response_bytes(200, [("content-type", "text/plain; charset=utf-8")], b"false")


def resident_mb(pid: int) -> float:
    """Resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def counted(folder: Path, key: str) -> int:
    """How many checks the statistics hold: each answered one must be there."""
    from presswerk.spam.service.counting import total

    desk = Desk(folder / "spam", SECRET, open_filter)
    found = desk.keys.find(key)
    assert found is not None
    return total(desk.counting.by_month(found)).checks


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main()

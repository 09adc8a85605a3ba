"""What `presswerk serve --small` carries on one core and 1 GB.

.venv/bin/python bench/one_core.py --data FOLDER [--seconds S] [--publications N]

FOLDER holds the filled demo newspaper (as script/demo leaves it); it is copied. The newspaper runs on core 0
and, where this user may make a memory cgroup (version 1 or 2), within 1 GB; wrk and the editor run on the
other cores. An editor logs in, takes articles back and publishes them by the editor's own screens; the time
is that of the answer, and until a reader gets the article. "Of its core" is what the newspaper's processes
got of it meanwhile; on a machine with others the answers follow it. Needs wrk.
"""

import argparse
import contextlib
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from memory import (
    Client,
    forget_pictures,
    name_of,
    newspaper,
    processes_of,
    pss_megabytes,
)

MOST_BYTES = 1_000_000_000
GROUPS = Path("/sys/fs/cgroup")


@contextmanager
def small_machine() -> Iterator[Path | None]:
    """This process, and what it starts, on core 0 and in 1 GB; the cgroup, if there could be one."""
    others = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {0})
    group = limit_file = None
    for folder, limit in ((GROUPS / "memory", "memory.limit_in_bytes"), (GROUPS, "memory.max")):
        try:
            group = folder / f"presswerk-one-core-{os.getpid()}"
            group.mkdir()
            limit_file = group / limit
            limit_file.write_text(str(MOST_BYTES))
            (group / "cgroup.procs").write_text(str(os.getpid()))
            break
        except OSError:
            with contextlib.suppress(OSError):
                group.rmdir()
            group = None
    try:
        yield group
    finally:
        if group is not None:
            (group.parent / "cgroup.procs").write_text(str(os.getpid()))
        os.sched_setaffinity(0, others - {0} or others)


def wrk(url: str, connections: int, seconds: int) -> str:
    """Columns of the table: answers a second, p50, p99, errors."""
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--latency",
        "-H",
        "Accept-Encoding: gzip",
        url,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p50, p99 = (re.search(rf"{share}%\s+([\d.]+\w+)", said) for share in (50, 99))
    if not (rate and p50 and p99):
        sys.exit(f"wrk said: {said}")
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return f"{float(rate[1]):,.0f} | {p50[1]} | {p99[1]} | {bad[1] if bad else 0}"


def cpu_seconds(pid: int) -> float:
    """What the newspaper's processes that are there now have computed so far."""
    ticks = 0
    for process in processes_of(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def articles(data: Path, number: int) -> list[tuple[int, int]]:
    """Page and number of public articles."""
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database:
        return database.execute(
            "SELECT p.id, a.number FROM newsroom_articlepage a JOIN wagtailcore_page p "
            "ON p.id = a.page_ptr_id WHERE p.live ORDER BY a.number DESC LIMIT ?", [number],
        ).fetchall()  # fmt: skip


def act(editor: Client, what: str, page: int) -> float:
    """Publish a page or take it back, by the editor's screen for many pages; seconds until the answer."""
    path = f"/admin/bulk/wagtailcore/page/{what}/?{urlencode({'id': page, 'next': '/admin/'})}"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', editor.request(path))
    assert token, f"The screen {path} is not there."
    before = editor.answers.statuses[302]
    began = time.perf_counter()
    editor.request(path, {"csrfmiddlewaretoken": token[1]})
    taken = time.perf_counter() - began
    assert editor.answers.statuses[302] == before + 1, f"{what}: {editor.answers.statuses}"
    return taken


def until(reader: Client, path: str, status: int) -> float:
    """Seconds until a reader gets this status."""
    began = time.perf_counter()
    while True:
        before = reader.answers.statuses[status]
        reader.request(path)
        if reader.answers.statuses[status] > before:
            return time.perf_counter() - began
        time.sleep(0.005)


def publish(port: int, data: Path, paths: dict[int, str], pages: list[tuple[int, int]]) -> str:
    """Columns: the editor's answer, and the reader's, in ms (median, longest)."""
    editor, reader = Client(port), Client(port)
    editor.log_in(*(data / "demo-editor.txt").read_text(encoding="ascii").split())
    answered, seen = [], []
    for page, number in pages:
        act(editor, "unpublish", page)
        until(reader, paths[number], 404)
        answered.append(act(editor, "publish", page) * 1000)
        seen.append(until(reader, paths[number], 200) * 1000)
    return " | ".join(f"{statistics.median(one):,.0f}, {max(one):,.0f}" for one in (answered, seen))


def memory(pid: int) -> str:
    """The proportional set size of the programs that stay, and of the one that makes pictures and then ends.

    Publishing draws cards and asks for sizes, so that one may run at this moment or not.
    """
    by_name: dict[str, float] = {}
    for one in processes_of(pid):
        by_name[name_of(one)] = by_name.get(name_of(one), 0.0) + pss_megabytes(one)
    pictures = by_name.pop("pictures", 0.0)
    parts = ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in by_name.items())
    return f"{sum(by_name.values()):.0f} MB ({parts}), and {pictures:.0f} MB where pictures are made"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--publications", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="presswerk-one-core-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "paper"
        shutil.copytree(given.data, data)
        forget_pictures(data)
        began = time.perf_counter()
        limits = small_machine()
        group = limits.__enter__()
        with newspaper(data, ["serve", "--small"]) as (pid, port):
            started = time.perf_counter() - began
            limits.__exit__(None, None, None)
            measure(pid, port, data, group, started, given)
        if group is not None:
            time.sleep(0.5)
            with contextlib.suppress(OSError):
                group.rmdir()


def measure(
    pid: int, port: int, data: Path, group: Path | None, started: float, given: argparse.Namespace
) -> None:
    """Everything, on a newspaper that runs."""
    here = f"http://127.0.0.1:{port}"
    pages = articles(data, given.publications)
    reader = Client(port)
    links = [path for text in (reader.request("/"), reader.request("/sitemap-articles-0.xml"))
             for path in re.findall(r"(/[a-z0-9/-]+-(?:\d+)/)(?=[\"<?])", text)]  # fmt: skip
    paths = {int(path.rsplit("-", 1)[1].strip("/")): path for path in links}
    pages = [(page, number) for page, number in pages if number in paths]
    article = next(iter(paths.values()))
    print(
        f"limit of memory: {'1 GB, no more' if group else 'none could be set'}; ready after {started:.1f} s\n"
    )
    print("| | answers /s | p50 | p99 | errors | of its core |\n|---|---|---|---|---|---|")
    for name, path, connections in (
        ("ready article, 32 connections", article, 32),
        ("ready front page, 32 connections", "/", 32),
        ("rendered: log-in, 4 connections", "/account/login/", 4),
        ("rendered: search, 4 connections", "/suche/?q=Fähre", 4),
    ):
        reader.request(path.replace("ä", "%C3%A4"))
        computed, began = cpu_seconds(pid), time.perf_counter()
        columns = wrk(here + path.replace("ä", "%C3%A4"), connections, given.seconds)
        share = (cpu_seconds(pid) - computed) / (time.perf_counter() - began)
        print(f"| {name} | {columns} | {share:.0%} |", flush=True)
    print("\n| | editor's answer ms (median, longest) | until a reader has it ms |\n|---|---|---|")
    print(
        f"| {len(pages)} publications, nobody else there | {publish(port, data, paths, pages)} |", flush=True
    )
    busy = subprocess.Popen(
        ["wrk", "-t1", "-c32", "-d20s", "-H", "Accept-Encoding: gzip", f"{here}/"], stdout=subprocess.DEVNULL
    )
    try:
        time.sleep(0.5)
        print(
            f"| the same beside 32 readers in haste | {publish(port, data, paths, pages[:4])} |", flush=True
        )
    finally:
        busy.terminate()
        busy.wait()
    print(f"\nmemory (PSS) after that: {memory(pid)}", end="")
    if group is not None:
        most = next(
            (one for one in ("memory.max_usage_in_bytes", "memory.peak") if (group / one).exists()), None
        )
        if most:
            peak = int((group / most).read_text()) // 10**6
            print(f"; most at any time, with the system's cache of files: {peak} MB", end="")
        oom = (
            (group / "memory.oom_control")
            if (group / "memory.oom_control").exists()
            else group / "memory.events"
        )
        killed = re.search(r"oom_kill (\d+)", oom.read_text())
        print(f"; ended for want of memory: {killed[1] if killed else 'unknown'}", end="")
    print()


if __name__ == "__main__":
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt install wrk")
    main()

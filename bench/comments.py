#!/usr/bin/env python3
"""How many comments a second are taken in and on the disk, and what readers feel of it.

    .venv/bin/python bench/comments.py                SQLite, 20 seconds of writing over HTTP
    .venv/bin/python bench/comments.py --postgres     a PostgreSQL server of its own, which waits for the disk
    .venv/bin/python bench/comments.py --seconds 5 --writers 8 --workers 2

First bare inserts of one row on the same disk by the same number of writers, each its own transaction:
what the database itself can do. Then the newspaper, as `presswerk serve` runs it: writers post over HTTP
and count what was confirmed with 303, each in a process of its own; readers ask for baked article pages
and debates, once without the writers and once beside them, after a second that is not counted, in which
pages that the writers before have changed are made anew. Readers are in the real-time class where the
system permits it: those of a newspaper have a processor of their own, and do not wait for a turn on the
server's. `--realtime` gives the front the same (setting `front_realtime`). Filter, rates, audit log and
purge log are on; the limits are set out of reach. Each writer has a network of its own (127.0.N.1), as
the readers of a newspaper do.

What a comment costs in CPU time is read from /proc for each program, the database server among them. The
rate that "the server alone" would reach is the machine's cores divided by that: writers and readers run on
the same cores here, and what they use a newspaper would have for itself.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import re
import socket
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.e2e import newspapers
from tests.e2e.test_killed_while_commenting import MAKE, SETTINGS
from tests.servers import Postgres

READERS = 2
WARM_SECONDS = 1.0
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


def main() -> None:
    """Measure and print a table, and JSON for whoever compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--workers", type=int, default=0, help="processes of Django, as the setting says")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--realtime", action="store_true", help="with the setting front_realtime")
    chosen = parser.parse_args()
    server = Postgres(durable=True) if chosen.postgres else None
    with server or nullcontext(), tempfile.TemporaryDirectory(prefix="presswerk-bench-") as name:
        url = server.url() if server else ""
        if url:
            add_to_environment(url)
        data = Path(name) / "data"
        data.mkdir()
        bare = bare_inserts(Path(name), url, chosen.writers, chosen.seconds / 4)
        newspapers.run(data, "init")
        with (data / "presswerk.toml").open("a", encoding="utf-8") as file:
            file.write(f"{SETTINGS}workers = {chosen.workers}\n")
            file.write(f"front_realtime = {str(chosen.realtime).lower()}\n")
        articles = newspapers.python(data, MAKE).split()
        with newspapers.serving(data) as paper:
            host = paper.url.removeprefix("http://")
            paths = [article_path(paper, number) for number in articles]
            crowd(post_for, [(host, f"Warm{n}", articles, 1.0) for n in range(chosen.writers)])
            alone = crowd(read_for, [(host, paths, chosen.seconds / 2)] * READERS)
            supervisor = paper.process.process.pid
            posting = lambda: crowd(  # noqa: E731
                post_for, [(host, f"Anna{n}", articles, chosen.seconds / 2) for n in range(chosen.writers)]
            )
            only, spent = with_cpu(supervisor, server, posting)
            both = crowd(
                work,
                [("write", host, f"Berta{n}", articles, chosen.seconds) for n in range(chosen.writers)]
                + [("read", host, paths, chosen.seconds)] * READERS,
            )
    writers, beside = both[: chosen.writers], both[chosen.writers :]
    report("PostgreSQL" if url else "SQLite", chosen, bare, writers, alone, beside)
    report_cpu(chosen.seconds / 2, sum(writer["confirmed"] for writer in only), spent)


def report(
    database: str, chosen: argparse.Namespace, bare: float, writers: list, alone: list, beside: list
) -> None:
    """The figures in words."""
    posted = sum(writer["confirmed"] for writer in writers) / chosen.seconds
    latencies = sorted(seconds for writer in writers for seconds in writer["latencies"])
    other = sum(writer["other"] for writer in writers)
    before = sorted(seconds for reader in alone for seconds in reader)
    during = sorted(seconds for reader in beside for seconds in reader)
    print(f"{database}, {chosen.writers} writers, {chosen.seconds:g} s")
    print(f"bare inserts, one transaction each      {bare:8.0f} /s")
    print(f"comments confirmed durable over HTTP    {posted:8.0f} /s   ({posted / bare:.2f} of bare inserts)")
    print(
        f"a writer waits: median {ms(latencies, 50)} ms, p99 {ms(latencies, 99)} ms; other answers: {other}"
    )
    print(f"reading alone:          {len(before)} pages, median {ms(before, 50)} ms, p99 {ms(before, 99)} ms")
    print(f"reading beside writing: {len(during)} pages, median {ms(during, 50)} ms, p99 {ms(during, 99)} ms")
    figures = {"bare": bare, "comments": posted, "p99_alone": ms(before, 99), "p99_beside": ms(during, 99)}
    print(json.dumps({"database": database} | figures))


def ms(ordered: list[float], percent: int) -> float:
    """A percentile in milliseconds."""
    return round(1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 2) if ordered else 0.0


def add_to_environment(url: str) -> None:
    """Let the newspaper's commands use this server."""
    plain = newspapers.environment
    newspapers.environment = lambda data: plain(data) | {"PRESSWERK_DATABASE_URL": url}


def article_path(paper: newspapers.Newspaper, number: str) -> str:
    """The path at which the article stands."""
    program = (
        f"from presswerk.newsroom.models import ArticlePage as A\nprint(A.objects.get(number={number}).url)"
    )
    return paper.python(program).strip()


# CPU time --------------------------------------------------------------------------------


def with_cpu(supervisor: int, server: Postgres | None, run) -> tuple[list, dict[str, float]]:
    """What `run` gives, and the seconds of CPU that each program used meanwhile."""
    before = cpu_of_programs(supervisor, server)
    mine = os.times()
    found = run()
    after, ended = cpu_of_programs(supervisor, server), os.times()
    spent = {name: seconds - before.get(name, 0.0) for name, seconds in after.items()}
    clients = sum(ended[2:4]) - sum(mine[2:4])
    return found, {**spent, "writers of this bench": clients}


def cpu_of_programs(supervisor: int, server: Postgres | None) -> dict[str, float]:
    """Seconds of CPU of each program with its children, those that have ended included."""
    names = {"presswerk.bake.front": "front", "worker": "worker", "serve": "Django", "small": "Django"}
    found: dict[str, float] = {}
    for pid in children_of(supervisor):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        name = next((name for word, name in names.items() if word in words), "else")
        found[name] = found.get(name, 0.0) + cpu_below(pid)
    if server is not None:
        found["PostgreSQL"] = cpu_below(server.pid)
    return found


def cpu_below(pid: int) -> float:
    """Of a process and all below it, with what its ended children have used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    ticks = sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(cpu_below, children_of(pid)))


def children_of(pid: int) -> list[int]:
    """The processes that any thread of this one has started."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            found += map(int, Path(f"/proc/{pid}/task/{task}/children").read_text().split())
    return found


def report_cpu(seconds: float, confirmed: int, spent: dict[str, float]) -> None:
    """What a comment costs, program by program, while nobody reads."""
    print(f"writers alone: {confirmed / seconds:.0f} /s; CPU of a comment, in milliseconds:")
    for name, used in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"  {name:24} {1000 * used / confirmed:6.2f}")
    own = sum(used for name, used in spent.items() if not name.startswith("writers")) / confirmed
    cores = os.cpu_count() or 1
    print(f"  {'the server alone':24} {1000 * own:6.2f}: {cores} cores of it do {cores / own:.0f} /s")


# Bare inserts ----------------------------------------------------------------------------


def bare_inserts(folder: Path, url: str, writers: int, seconds: float) -> float:
    """Rows a second, each committed for itself, into a table of one text and a number."""
    if url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE bare (id bigserial PRIMARY KEY, text text NOT NULL)")
    else:
        with closing(sqlite3.connect(folder / "bare.sqlite3")) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE bare (id integer PRIMARY KEY, text text NOT NULL)")
    counts = crowd(insert_for, [(str(folder / "bare.sqlite3"), url, seconds)] * writers)
    return sum(counts) / seconds


def insert_for(file: str, url: str, seconds: float) -> int:
    """One writer's rows."""
    text, done, end = "x" * 80, 0, time.monotonic() + seconds
    if url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            while time.monotonic() < end:
                connection.execute("INSERT INTO bare (text) VALUES (%s)", [text])
                done += 1
        return done
    with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous=FULL")
        while time.monotonic() < end:
            database.execute("INSERT INTO bare (text) VALUES (?)", [text])
            done += 1
    return done


# Clients ---------------------------------------------------------------------------------


def crowd(function, arguments: list[tuple]) -> list:
    """The function in a process for each tuple of arguments, all at once."""
    with multiprocessing.get_context("fork").Pool(len(arguments)) as pool:
        return pool.starmap(function, arguments, chunksize=1)


def work(kind: str, *arguments):
    """A writer or a reader."""
    return (post_for if kind == "write" else read_for)(*arguments)


def post_for(host: str, name: str, articles: list[str], seconds: float) -> dict:
    """One writer on a kept connection; another person each time. What stays the same is written once."""
    confirmed, other, latencies, number = 0, 0, [], 0
    end = time.monotonic() + seconds
    source = (f"127.0.{1 + int(re.sub(r'[^0-9]', '', name))}.1", 0)
    address, _colon, port = host.partition(":")
    head = (
        f"POST /comment/ HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    ).encode()
    text = f"{name}+schreibt+zum+%d.+Mal+%C3%BCber+die+Br%C3%BCcke+am+Fluss+({os.getpid()})."
    text = text.replace("%C3%BC", "%%C3%%BC")
    form = f"article=%s&name={name}&email={name.lower()}%d@example.org&text={text}"
    with closing(socket.create_connection((address, int(port)), 60, source)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.monotonic() < end:
            number += 1
            body = (form % (articles[number % len(articles)], number, number)).encode()
            began = time.monotonic()
            connection.sendall(b"%sContent-Length: %d\r\n\r\n%s" % (head, len(body), body))
            status = read_answer(connection)
            latencies.append(time.monotonic() - began)
            confirmed, other = (confirmed + 1, other) if status == 303 else (confirmed, other + 1)
    return {"confirmed": confirmed, "other": other, "latencies": latencies}


def read_answer(connection: socket.socket) -> int:
    """The status of an answer of known length, which is read to its end."""
    answer = b""
    while (end := answer.find(b"\r\n\r\n")) < 0:
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionError("The server has ended the connection.")
        answer += piece
    found = LENGTH.search(answer, 0, end + 2)
    if found is None:
        raise ValueError(f"An answer of unknown length: {answer[:end]!r}")
    missing = end + 4 + int(found[1]) - len(answer)
    while missing > 0:
        missing -= len(connection.recv(missing))
    return int(answer[9:12])


def read_for(host: str, paths: list[str], seconds: float) -> list[float]:
    """One reader of articles and debates, a page each 5 milliseconds at most; not counting a first second."""
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(2))
    counted_from = time.monotonic() + WARM_SECONDS
    latencies, number, end = [], 0, counted_from + seconds
    addresses = [address for path in paths for address in (path, f"{path}comments/")] + ["/"]
    address, _colon, port = host.partition(":")
    requests = [f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() for path in addresses]
    with closing(socket.create_connection((address, int(port)), 60)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.monotonic() < end:
            number += 1
            began = time.monotonic()
            connection.sendall(requests[number % len(requests)])
            if read_answer(connection) != 200:
                raise ValueError("A reader got no page.")
            if began >= counted_from:
                latencies.append(time.monotonic() - began)
            time.sleep(max(0.0, began + 0.005 - time.monotonic()))
    return latencies


if __name__ == "__main__":
    main()

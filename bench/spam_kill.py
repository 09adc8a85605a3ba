#!/usr/bin/env python3
"""Is a decision that the spam service has answered ever lost when all its processes are killed?

    .venv/bin/python bench/spam_kill.py              ten kills, about a minute
    .venv/bin/python bench/spam_kill.py --kills 100

Eight clients teach it without pause. At a moment drawn by lot between 0.2 and 1.5 seconds all processes get
SIGKILL. Then the journal is read: each decision that was answered with thanks has to be in it. How many were
answered, found, and found though never answered (the answer was on its way) is printed, and the time from a
new start to its first judgement. What the disk does at a power cut is not tested here; each decision is
synced (fdatasync) before its answer.
"""

import argparse
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

from presswerk.spam.journal.file import Journal
from presswerk.spam.journal.record import subject_of
from presswerk.spam.service import Desk
from presswerk.spam.service.filters import open_filter
from presswerk.spam.service.server import ServiceOptions, run_server

SECRET = "the secret key of a measurement, long enough"
CLIENTS = 8
WORKERS = 2


def main() -> None:
    """Kill it, start it, count."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--kills", type=int, default=10)
    kills = arguments.parse_args().kills
    chance = random.Random(8)
    with tempfile.TemporaryDirectory(prefix="presswerk-bench-") as name:
        folder = Path(name)
        desk = Desk(folder, SECRET, open_filter)
        key, _ = desk.keys.add("https://blog.example", calls_per_minute=0, calls_per_month=0)
        desk.close()
        answered: set[str] = set()
        starts = []
        for number in range(kills):
            began = monotonic()
            process, port = start(folder)
            call(port, "comment-check", key, "first")
            starts.append(1000 * (monotonic() - began))
            teach_until_killed(process, port, key, f"kill {number}", chance.uniform(0.2, 1.5), answered)
        subjects = journalled(folder)
    lost = sum(subject_of(number) not in subjects for number in answered)
    print(f"{kills} kills of {WORKERS} processes: {len(answered)} decisions answered, {lost} lost")
    unanswered = len(subjects) - len(answered) + lost
    print(f"in the journal: {len(subjects)}, of which {unanswered} were never answered")
    median = sorted(starts)[kills // 2]
    print(f"from a start to the first judgement: median {median:.0f} ms, worst {max(starts):.0f} ms")
    sys.exit(1 if lost else 0)


def start(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """The service on a free port, when it listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, __file__, "--serve", str(folder), str(port)], process_group=0)
    while True:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process, port
        sleep(0.01)


def teach_until_killed(
    process: subprocess.Popen[bytes], port: int, key: str, label: str, seconds: float, answered: set[str]
) -> None:
    """Eight clients; the numbers of what was answered are added to `answered`."""

    def teach(client: int) -> None:
        number = 0
        with suppress(OSError, http.client.HTTPException):
            while True:
                number += 1
                guid = call(port, "submit-spam", key, f"{label}, client {client}, text {number}")
                if guid:
                    answered.add(guid)

    clients = [threading.Thread(target=teach, args=(client,)) for client in range(CLIENTS)]
    for client in clients:
        client.start()
    sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for client in clients:
        client.join()


def call(port: int, endpoint: str, key: str, text: str) -> str:
    """The text's number, once the whole answer has come; "" for an answer that is no thanks."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        body = urlencode({"api_key": key, "comment_content": text, "reporter": "bench"})
        connection.request("POST", f"/1.1/{endpoint}", body)
        answer = connection.getresponse()
        guid = (answer.headers["x-akismet-guid"] or "").replace("-", "")
        return guid if answer.read().startswith(b"Thanks") else ""


def journalled(folder: Path) -> set[bytes]:
    """The texts about which the journal holds a decision."""
    journal = Journal(folder / "sites" / "site-1")
    try:
        return {record.subject for record in journal.all_records()}
    finally:
        journal.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        run_server(ServiceOptions(Path(sys.argv[2]), SECRET, port=int(sys.argv[3]), workers=WORKERS))
    else:
        main()

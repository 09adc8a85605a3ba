"""The supervisor's own program: what it is told, and how it asks whether the newspaper answers."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Thread

import pytest

from presswerk.cli.health import answers
from presswerk.cli.supervising import Order, Ordered, read_order

ORDER = Order(
    host="127.0.0.1",
    port=1,
    store="/paper/bake",
    ready="Password   grün",
    programs=[Ordered("The worker", ["python", "-m", "presswerk.cli.program", "worker"], {"A": "b"}, True)],
)


@contextmanager
def server_that_says(words: bytes) -> Iterator[int]:
    """The port of a server that says this to whoever asks, and hangs up."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def say() -> None:
            connection, _ = listening.accept()
            with closing(connection):
                connection.recv(1024)
                connection.sendall(words)

        thread = Thread(target=say, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(10)


@pytest.mark.parametrize(
    ("words", "is_content"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", True),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", True),
        (b"HTTP/1.1 503 Service Unavailable\r\n\r\n", False),
        (b"SSH-2.0-OpenSSH_9.2\r\n", False),
        (b"", False),
    ],
)
def test_a_newspaper_answers_when_its_server_is_content(words: bytes, is_content: bool) -> None:
    with server_that_says(words) as port:
        assert answers("127.0.0.1", port) is is_content


def test_nothing_answers_where_nobody_listens() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert answers("127.0.0.1", port) is False


def test_an_order_is_understood_as_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "order"
    file.write_text(json.dumps(asdict(ORDER)), encoding="utf-8")

    assert read_order(os.open(file, os.O_RDONLY)) == ORDER


def test_what_it_is_told_stands_on_no_command_line_and_its_lock_is_kept(tmp_path: Path) -> None:
    code = """
import fcntl, os, sys
from presswerk.cli.running_lock import running_lock
from presswerk.cli.supervising import Order, Ordered, become_supervisor
from pathlib import Path
look = '''
import os, sys
from pathlib import Path
from presswerk.site.condition.running import is_running
words = Path(f"/proc/{os.getppid()}/cmdline").read_bytes()
print(is_running(Path(sys.argv[1])), b"supervising" in words, b"secret" in words, flush=True)
sys.exit(78)
'''
program = Ordered("It", [sys.executable, "-c", look, sys.argv[1]], {}, False)
with running_lock(Path(sys.argv[1])) as lock:
    become_supervisor(Order("127.0.0.1", 1, "", "secret", [program]), lock)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=60
    )

    assert ran.stdout == "True True False\n", ran.stderr
    assert ran.returncode == 78, "systemd is told that another start would not help"

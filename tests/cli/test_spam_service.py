"""presswerk spam serve, key and wordpress-plugin: the real command, in a data folder of its own."""

import http.client
import signal
import socket
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.cli.conftest import command, environment
from tests.cli.processes import Talking, children_of, kill_all, python
from tests.servers import free_port


@pytest.fixture
def spam(tmp_path: Path):
    """Runs `presswerk spam …` to its end, where there is no newspaper."""

    def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command("spam", *arguments),
            env=environment(tmp_path / "data", COLUMNS="120", **environ),
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def test_a_key_is_made_listed_changed_and_revoked(spam):
    made = spam("key", "add", "https://blog.example", "--name", "Anna's blog", "--per-month", "500")
    assert (made.returncode, len(made.stdout.strip())) == (0, 12)
    assert "number 1" in made.stderr
    listed = spam("key", "list").stdout
    assert made.stdout.strip() not in listed
    for part in (
        f"{made.stdout[:4]}…",
        "Anna's blog",
        "https://blog.example",
        "500 a month",
        "60000 a minute",
    ):
        assert part in listed
    changed = spam("key", "change", "1", "--group", "anna", "--per-minute", "0")
    assert "group anna, any calls a minute, 500 texts a month" in changed.stdout
    assert "permits nothing any more" in spam("key", "revoke", "1").stdout
    assert "revoked" in spam("key", "list").stdout
    assert "is left" in spam("key", "erase", "1", "--yes").stdout
    assert "Anna" not in spam("key", "list").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("key", "add", "no site"),
        ("key", "revoke", "7"),
        ("key", "add", "https://x.example", "--group", "../x"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(spam, arguments):
    done = spam(*arguments)
    assert done.returncode == 78
    assert done.stderr.count("\n") == 2
    assert "Traceback" not in done.stderr


def test_the_plugin_for_wordpress_is_printed_or_put_in_place(spam, tmp_path):
    printed = spam("wordpress-plugin").stdout
    assert printed.startswith("<?php")
    done = spam("wordpress-plugin", "--to", str(tmp_path / "mu-plugins"))
    assert done.returncode == 0
    assert (tmp_path / "mu-plugins" / "presswerk-spam.php").read_text() == printed


def test_the_service_runs_without_a_newspaper_and_judges(spam, tmp_path):
    key, port = spam("key", "add", "https://blog.example").stdout.strip(), free_port()
    served = Talking(command("spam", "serve", "--port", str(port)), environment(tmp_path / "data"))
    try:
        served.hear(f"The spam service is at http://127.0.0.1:{port}/")
        await_port(served, port)
        assert call(port, "/1.1/verify-key", key=key) == "valid"
        for author, expected in (("viagra-test-123", "true"), ("Eva", "false")):
            fields = {
                "comment_author": author,
                "comment_content": "Danke für den klugen Artikel.",
                "blog_lang": "de",
            }
            role = {"user_role": "administrator"} if expected == "false" else {}
            assert call(port, "/1.1/comment-check", api_key=key, **fields, **role) == expected
        assert call(port, "/1.1/submit-spam", api_key=key, comment_content="Kauft Pillen!").startswith(
            "Thanks"
        )
        spam("key", "revoke", "1")
        assert call(port, "/1.1/verify-key", key=key) == "invalid"
        assert not (tmp_path / "data" / "db.sqlite3").exists()
        assert served.end(signal.SIGTERM) == 0
    finally:
        if served.process.poll() is None:
            kill_all([*children_of(served.process.pid), served.process.pid])


def test_other_commands_do_not_load_the_filter():
    code = "import sys, presswerk.cli.app; print([n for n in sys.modules if n.startswith('presswerk.spam')])"
    done = subprocess.run(python(code), env=environment(None), capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_port_that_is_taken_is_said(spam):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = spam("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 78
    assert "is taken by another program" in done.stderr


def await_port(served: Talking, port: int) -> None:
    """Return when the service listens."""
    for _ in range(1000):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        with suppress(subprocess.TimeoutExpired):
            served.process.wait(timeout=0.02)
    raise AssertionError(f"It said: {served.said}")


def call(port: int, path: str, **fields: str) -> str:
    """The answer to a form."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(
            "POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        return connection.getresponse().read().decode()

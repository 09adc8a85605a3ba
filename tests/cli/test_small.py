"""`serve --small`: one process of Django with the worker in it does all that two do, and dies like one."""

import http.client
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from presswerk.cli.supervisor import RELOAD_SIGNAL
from tests.bake.front.conftest import wait_for
from tests.e2e import newspapers

from .conftest import Newspaper, Presswerk
from .processes import children_of, is_gone, kill_all

Small = Callable[[], Newspaper]

PUBLISH = """
from datetime import timedelta
from django.utils import timezone
from presswerk.newsroom.actions import founding, publishing
from presswerk.newsroom.models import ArticlePage, SectionPage
section = SectionPage(title="Politik", slug="politik")
founding.found().add_child(instance=section)
section.save_revision().publish()
def publish(title, **more):
    article = ArticlePage(title=title, lead="Vorspann.", live=False, **more)
    section.add_child(instance=article)
    publishing.publish(article)
    return f"/politik/{title.lower()}-{article.number}/"
print(publish("Sofort"), publish("Spaeter", go_live_at=timezone.now() + timedelta(seconds=1)))
"""


@pytest.fixture
def small(data: Path) -> Iterator[Small]:
    """Starts the small newspaper; whatever the test does, no process is left."""
    running: list[Newspaper] = []

    def start() -> Newspaper:
        running.append(Newspaper(data, "serve", "--small"))
        return running[-1].wait_until_it_answers()

    yield start
    for one in running:
        own = [one.process.pid] if one.process.poll() is None else []
        kill_all([*children_of(one.process.pid), *own])


def get(newspaper: Newspaper, path: str) -> tuple[int, str, str]:
    """Status, body and Cache-Status."""
    with closing(http.client.HTTPConnection("127.0.0.1", newspaper.port, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.getheader("Cache-Status") or ""


def libraries_of(pid: int) -> str:
    """Paths of all files that the process has mapped."""
    return Path(f"/proc/{pid}/maps").read_text()


def lasting(pid: int) -> list[int]:
    """The processes below it but the one for slow jobs, which comes for icons and pictures and goes again."""
    return [one for one in children_of(pid) if b"presswerk.jobs.slow" not in words_of(one)]


def words_of(pid: int) -> bytes:
    """Its command line; nothing when it has gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_readers_editors_and_the_clock_are_served_and_ctrl_c_leaves_no_process(
    small: Small, data: Path, presswerk: Presswerk
) -> None:
    newspaper = small()
    newspaper.hear("The worker has started.")
    pids = lasting(newspaper.process.pid)
    assert len(pids) == 2, "the front, and the one that does everything"
    assert not any("/lxml/" in libraries_of(pid) or "heif" in libraries_of(pid) for pid in pids)

    assert get(newspaper, "/")[0] == 200
    # Until Django has said what the front may keep, it passes everything on.
    wait_for(lambda: "presswerk; hit" in get(newspaper, "/")[2])
    assert get(newspaper, "/admin/")[0] == 302

    at_once, later = newspapers.python(data, PUBLISH).splitlines()[-1].split()
    assert get(newspaper, at_once)[0] == 200
    # What is committed is seen by requests that begin 100 ms later.
    wait_for(lambda: "Sofort" in get(newspaper, "/")[1])
    newspaper.hear("published on schedule")
    wait_for(lambda: get(newspaper, later)[0] == 200)
    wait_for(lambda: "Spaeter" in get(newspaper, "/")[1])

    found = presswerk("doctor")
    assert found.returncode == 0, found.stdout

    pids = children_of(newspaper.process.pid)
    assert newspaper.end(signal.SIGINT) == 0
    assert all(is_gone(pid) for pid in pids)
    said = "\n".join(newspaper.said)
    assert "The worker has stopped." in said
    assert "Traceback" not in said
    assert "refused" not in said


def test_each_of_its_processes_comes_back_when_it_is_killed(small: Small) -> None:
    newspaper = small()
    front = newspaper.program("presswerk.bake.front")
    working = newspaper.program("small")

    os.kill(working, signal.SIGKILL)
    newspaper.line_with("The web server with the worker has ended by signal SIGKILL and is started again.")
    newspaper.line_with("Everything runs again.")
    assert get(newspaper, "/health/")[0] == 200

    os.kill(front, signal.SIGKILL)
    newspaper.line_with("The front has ended by signal SIGKILL and is started again.")
    newspaper.line_with("Everything runs again.")
    assert get(newspaper, "/")[0] == 200
    assert newspaper.end(signal.SIGTERM) == 0


def test_nothing_is_left_when_its_supervisor_is_killed(small: Small) -> None:
    newspaper = small()
    pids = children_of(newspaper.process.pid)

    newspaper.process.kill()

    assert all(is_gone(pid) for pid in pids)


def test_it_is_refused_without_the_front(presswerk: Presswerk) -> None:
    refused = presswerk("serve", "--small", "--plain")

    assert refused.returncode == 78
    assert "--plain and --small do not go together." in refused.stderr


def test_a_database_of_a_newer_version_is_refused_at_once(presswerk: Presswerk, data: Path) -> None:
    newspapers.python(
        data,
        "from django.db.migrations.recorder import MigrationRecorder\n"
        "from django.db import connection\n"
        "MigrationRecorder(connection).record_applied('newsroom', '9999_new')",
    )

    refused = presswerk("serve", "--small")

    assert refused.returncode == 78
    assert "written by a newer version" in refused.stderr


def test_a_wrong_setting_found_at_a_reload_leaves_it_as_it_was(small: Small, data: Path) -> None:
    newspaper = small()
    (data / "presswerk.toml").write_text('log_level = "shouting"\n')

    newspaper.process.send_signal(RELOAD_SIGNAL)

    newspaper.line_with("log_level")
    newspaper.line_with("runs on with the settings of before")
    assert get(newspaper, "/")[0] == 200

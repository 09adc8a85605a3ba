"""Front, web server, worker, database are killed while readers comment: what was confirmed is there, whole.

Writers post over HTTP and send again what got no answer, as a browser's reload does. Meanwhile one of the
newspaper's programs is killed with SIGKILL and started again by the supervisor; on PostgreSQL, every second
time, one of the server's processes or the whole server. `--long` kills 200 times on either database and has
32 writers. The seed is printed; TESTS_SEED=<number> sets it, TESTS_SEQUENCES=<number> says how many kills.
"""

import http.client
import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.cli.processes import is_gone
from tests.e2e import newspapers
from tests.e2e.newspapers import environment
from tests.e2e.test_killed_processes import KILLS_OF_ONE, MOST_OF_ONE_PROGRAM, programs_of, what
from tests.servers import Postgres

SEED = int(os.environ.get("TESTS_SEED", "1"))
LONG = int(os.environ.get("TESTS_SEQUENCES", "200"))
ARTICLES = 4
SETTINGS = """
comments_per_network = 1000000
comments_per_article = 1000000
comments_proof = "never"
"""
MAKE = """
from presswerk.newsroom.actions import founding, publishing
from presswerk.newsroom.models import ArticlePage, SectionPage
section = SectionPage(title="Politik", slug="politik")
founding.found().add_child(instance=section)
section.save_revision().publish()
for number in range(ARTICLES):
    article = ArticlePage(title=f"Artikel {number}", lead="Alles darüber.", live=False)
    section.add_child(instance=article)
    publishing.publish(article)
print(*ArticlePage.objects.order_by("pk").values_list("number", flat=True))
""".replace("ARTICLES", str(ARTICLES))


class Writer(threading.Thread):
    """Posts one text after the other, each until it is confirmed, and remembers which were."""

    def __init__(self, host: str, name: str, articles: list[str], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._host, self._name, self._articles, self._stop_asked = host, name, articles, stop
        self.sent: list[str] = []
        self.confirmed: list[str] = []
        self.refused: list[int] = []
        self.heard = threading.Event()

    def run(self) -> None:
        number = 0
        while not self._stop_asked.is_set():
            number += 1
            text = f"{self._name} schreibt zum {number}. Mal etwas über die Brücke am Fluss."
            self.sent.append(text)
            while not self._stop_asked.is_set():
                status = self._post(text, self._articles[number % len(self._articles)])
                if status == 303:
                    self.confirmed.append(text)
                    self.heard.set()
                    break
                if status not in (0, 502, 503, 504):
                    self.refused.append(status)
                    break
                # The newspaper is just being started again, and needs the processor for that.
                self._stop_asked.wait(0.2)

    def _post(self, text: str, article: str) -> int:
        """The status; 0 when there was no whole answer."""
        email = f"{self._name.lower()}@example.org"
        body = urlencode({"article": article, "name": self._name, "email": email, "text": text})
        try:
            with closing(http.client.HTTPConnection(self._host, timeout=30)) as connection:
                kind = {"Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", "/comment/", body, kind)
                answer = connection.getresponse()
                answer.read()
                return answer.status
        except (OSError, http.client.HTTPException):
            return 0


def kill_while_writing(
    kills: int, writers: int, chance: random.Random, server: Postgres | None = None
) -> tuple[int, int]:
    """How many comments were sent and how many confirmed. With `server` the newspaper is on PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="presswerk-kill-", ignore_cleanup_errors=True) as folder:
        data = Path(folder)
        if server:
            newspapers.run(data, "init")
        else:
            newspapers.copy_of("founded", data)
        with (data / "presswerk.toml").open("a", encoding="utf-8") as file:
            file.write(SETTINGS)
        articles = newspapers.python(data, MAKE).split()
        stop = threading.Event()
        with newspapers.serving(data) as paper:
            host = paper.url.removeprefix("http://")
            threads = [Writer(host, f"Berta{number}", articles, stop) for number in range(writers)]
            for thread in threads:
                thread.start()
            killed: Counter[bytes] = Counter()
            for kill in range(kills):
                for thread in threads:
                    thread.heard.clear()
                # A moment in the middle of writing: somebody has just been answered, others wait.
                chance.choice(threads).heard.wait(60)
                if server and kill % 2:
                    kill_database(server, chance)
                else:
                    kill_program(paper, killed, chance)
            for thread in threads:
                thread.heard.clear()
            threads[0].heard.wait(60)
            stop.set()
            for thread in threads:
                thread.join(60)
        assert [status for thread in threads for status in thread.refused] == []
        look(ask_postgres(server) if server else ask_sqlite(data), threads)
        return sum(len(t.sent) for t in threads), sum(len(t.confirmed) for t in threads)


def kill_program(paper: newspapers.Newspaper, killed: Counter[bytes], chance: random.Random) -> None:
    """One of the newspaper's own, which the supervisor starts again."""
    programs = {pid: what(pid) for pid in programs_of(paper.process.process.pid)}
    victim = chance.choice([pid for pid in programs if killed[programs[pid]] < MOST_OF_ONE_PROGRAM])
    killed[programs[victim]] += 1
    os.killpg(victim, signal.SIGKILL)
    assert is_gone(victim)
    paper.process.line_with("Everything runs again")


def kill_database(server: Postgres, chance: random.Random) -> None:
    """The whole server, or one of its processes that serves a connection."""
    if chance.random() < 0.5 or not server.kill_one(chance):
        server.crash()


def ask_sqlite(data: Path) -> Callable[[str], list[tuple]]:
    """Asks the file itself, which is whole."""

    def ask(statement: str) -> list[tuple]:
        with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database:
            return database.execute(statement).fetchall()

    assert ask("PRAGMA integrity_check") == [("ok",)]
    return ask


def ask_postgres(server: Postgres) -> Callable[[str], list[tuple]]:
    """Asks the server."""

    def ask(statement: str) -> list[tuple]:
        import psycopg

        with psycopg.connect(server.url()) as connection:
            return connection.execute(statement).fetchall()

    return ask


def look(ask: Callable[[str], list[tuple]], threads: list[Writer]) -> None:
    """What the database holds against what the writers were told."""
    confirmed = [text for thread in threads for text in thread.confirmed]
    sent = {text for thread in threads for text in thread.sent}
    stored = [text for (text,) in ask("SELECT text FROM comments_comment")]
    assert len(stored) == len(set(stored)), "a comment is there twice"
    assert set(confirmed) <= set(stored), "a confirmed comment is lost"
    assert set(stored) <= sent
    for table in ("comments_sender", "comments_auditentry"):
        ((halves,),) = ask(
            f"SELECT count(*) FROM comments_comment WHERE NOT EXISTS"
            f" (SELECT 1 FROM {table} AS other WHERE other.comment_id = comments_comment.id)"
        )
        assert halves == 0, f"{halves} comments are without their row in {table}"
    counted = dict(ask("SELECT article_id, comments FROM comments_debate"))
    public = ask(
        "SELECT article_id, count(*) FROM comments_comment WHERE state = 'published' GROUP BY article_id"
    )
    assert {article: number for article, number in counted.items() if number} == dict(public)


def kill_again_and_again(kills: int, writers: int, of_one: int, server: Callable[[], Any]) -> None:
    """So many kills, by newspapers of `of_one` each; says after each newspaper how far it is."""
    say(f"seed {SEED}, {kills} kills, {writers} writers")
    chance = random.Random(SEED)
    sent = confirmed = 0
    for start in range(0, kills, of_one):
        with server() as database:
            more = kill_while_writing(min(of_one, kills - start), writers, chance, database)
        sent, confirmed = sent + more[0], confirmed + more[1]
        done = min(start + of_one, kills)
        say(f"{done} kills: {sent} comments sent, {confirmed} confirmed, each there once")
    assert confirmed > kills


def say(sentence: str) -> None:
    """For whoever waits for a long run."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


@pytest.mark.parametrize(
    ("kills", "writers", "of_one"),
    [(KILLS_OF_ONE, 8, KILLS_OF_ONE), pytest.param(LONG, 32, 10, marks=pytest.mark.long)],
)
def test_a_confirmed_comment_is_there_once_and_whole(kills, writers, of_one):
    kill_again_and_again(kills, writers, of_one, nullcontext)


@pytest.mark.long
def test_a_confirmed_comment_outlives_the_database_server(monkeypatch):
    @contextmanager
    def server():
        with Postgres(durable=True) as database:
            plain = environment
            monkeypatch.setattr(
                newspapers,
                "environment",
                lambda data: plain(data) | {"PRESSWERK_DATABASE_URL": database.url()},
            )
            yield database

    kill_again_and_again(LONG, 32, 20, server)

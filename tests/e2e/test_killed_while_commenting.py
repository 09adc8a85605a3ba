"""Front, web server, worker, database are killed while readers comment: what was confirmed is there, whole.

Writers post over HTTP and send again what got no answer, as a browser's reload does. Meanwhile one of the
newspaper's programs is killed with SIGKILL and started again by the supervisor; on PostgreSQL, every second
time, one of the server's processes or the whole server. `--long` kills 200 times on either database and has
32 writers. Each newspaper has a seed of its own, which is printed; TESTS_SEED=<number> sets the first,
TESTS_SEQUENCES=<number> says how many kills. Of a newspaper that fails the folder is kept, with what
happened in `evidence.txt`; in the long run the others are killed all the same. On a machine that stops for
minutes set TESTS_PATIENCE_SECONDS.
"""

import http.client
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
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
        self.refused: list[tuple[int, str]] = []
        self.answers: Counter[int] = Counter()
        self.trouble = ""
        self.heard = threading.Event()

    def run(self) -> None:
        try:
            self._write()
        except Exception:
            self.trouble = traceback.format_exc()

    def _write(self) -> None:
        number = 0
        while not self._stop_asked.is_set():
            number += 1
            text = f"{self._name} schreibt zum {number}. Mal etwas über die Brücke am Fluss."
            self.sent.append(text)
            while not self._stop_asked.is_set():
                status, said = self._post(text, self._articles[number % len(self._articles)])
                self.answers[status] += 1
                if status == 303:
                    self.confirmed.append(text)
                    self.heard.set()
                    break
                if status not in (0, 502, 503, 504):
                    self.refused.append((status, said))
                    break
                # The newspaper is just being started again, and needs the processor for that.
                self._stop_asked.wait(0.2)

    def _post(self, text: str, article: str) -> tuple[int, str]:
        """The status and the page; 0 and why when there was no whole answer."""
        email = f"{self._name.lower()}@example.org"
        body = urlencode({"article": article, "name": self._name, "email": email, "text": text})
        try:
            with closing(http.client.HTTPConnection(self._host, timeout=30)) as connection:
                kind = {"Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", "/comment/", body, kind)
                answer = connection.getresponse()
                return answer.status, answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            return 0, repr(error)


@dataclass
class Story:
    """What happened to one newspaper, for whoever has to find out why it failed."""

    seed: int
    began: float = field(default_factory=time.monotonic)
    acts: list[str] = field(default_factory=list)
    writers: list[Writer] = field(default_factory=list)
    paper: newspapers.Newspaper | None = None

    def tell(self, act: str) -> None:
        """Note an act, with the seconds since the beginning."""
        self.acts.append(f"{time.monotonic() - self.began:8.2f} s  {act}")

    @property
    def sent(self) -> int:
        return sum(len(writer.sent) for writer in self.writers)

    @property
    def confirmed(self) -> int:
        return sum(len(writer.confirmed) for writer in self.writers)

    def keep(self, data: Path) -> Path:
        """Write it down beside the newspaper's data; where."""
        said = []
        if self.paper is not None:
            with suppress(Exception):
                self.paper.process.wait()
            said = self.paper.process.said
        lines = [f"seed {self.seed}, {self.sent} sent, {self.confirmed} confirmed", "", *self.acts]
        for writer in self.writers:
            lines.append(f"{writer.name}: answers {dict(writer.answers)}, refused {writer.refused}")
            lines += [writer.trouble] * bool(writer.trouble)
        lines += ["", traceback.format_exc(), "What the newspaper said:", *said]
        file = data / "evidence.txt"
        file.write_text("\n".join(lines), encoding="utf-8")
        return file


def kill_while_writing(
    kills: int, writers: int, seed: int, server: Postgres | None = None
) -> tuple[int, int]:
    """How many comments were sent and how many confirmed. With `server` the newspaper is on PostgreSQL."""
    data = Path(tempfile.mkdtemp(prefix="presswerk-kill-"))
    story = Story(seed)
    try:
        tell_story(story, data, kills, writers, server)
    except BaseException:
        say(f"seed {seed} failed; the newspaper is kept: {story.keep(data)}")
        raise
    shutil.rmtree(data, ignore_errors=True)
    return story.sent, story.confirmed


def tell_story(story: Story, data: Path, kills: int, writers: int, server: Postgres | None) -> None:
    """Write and kill, then compare."""
    chance = random.Random(story.seed)
    if server:
        newspapers.run(data, "init")
    else:
        newspapers.copy_of("founded", data)
    with (data / "presswerk.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    articles = newspapers.python(data, MAKE).split()
    stop = threading.Event()
    with newspapers.serving(data) as paper:
        story.paper = paper
        host = paper.url.removeprefix("http://")
        story.writers = [Writer(host, f"Berta{number}", articles, stop) for number in range(writers)]
        try:
            for thread in story.writers:
                thread.start()
            killed: Counter[bytes] = Counter()
            for kill in range(kills):
                for thread in story.writers:
                    thread.heard.clear()
                # A moment in the middle of writing: somebody has just been answered, others wait.
                was_heard = chance.choice(story.writers).heard.wait(60)
                story.tell(f"{story.confirmed} confirmed; the writer waited for was heard: {was_heard}")
                if server and kill % 2:
                    kill_database(server, chance, story)
                else:
                    kill_program(paper, killed, chance, story)
            for thread in story.writers:
                thread.heard.clear()
            story.writers[0].heard.wait(60)
        finally:
            stop.set()
        for thread in story.writers:
            thread.join(60)
    story.tell("the newspaper has ended")
    assert [thread.trouble for thread in story.writers if thread.trouble] == []
    assert [refusal for thread in story.writers for refusal in thread.refused] == []
    look(ask_postgres(server) if server else ask_sqlite(data), story.writers)


def kill_program(
    paper: newspapers.Newspaper, killed: Counter[bytes], chance: random.Random, story: Story
) -> None:
    """One of the newspaper's own, which the supervisor starts again."""
    programs = {pid: what(pid) for pid in programs_of(paper.process.process.pid)}
    victim = chance.choice([pid for pid in programs if killed[programs[pid]] < MOST_OF_ONE_PROGRAM])
    killed[programs[victim]] += 1
    command = programs[victim].decode().replace("\0", " ")
    story.tell(f"killing {victim}: {command}")
    os.killpg(victim, signal.SIGKILL)
    assert is_gone(victim)
    paper.process.line_with("Everything runs again")
    story.tell("everything runs again")


def kill_database(server: Postgres, chance: random.Random, story: Story) -> None:
    """The whole server, or one of its processes that serves a connection."""
    if chance.random() < 0.5 and server.kill_one(chance):
        story.tell("killed one of the database's processes")
        return
    story.tell("killing the whole database")
    server.crash()
    story.tell("the database runs again")


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
    sent = confirmed = done = 0
    failures = []
    for seed, start in enumerate(range(0, kills, of_one), SEED):
        of_this = min(of_one, kills - start)
        say(f"seed {seed}, {of_this} kills, {writers} writers")
        try:
            with server() as database:
                more = kill_while_writing(of_this, writers, seed, database)
        except Exception as error:  # the other seeds may find more
            failures.append(f"seed {seed}: {type(error).__name__}: {error}")
            continue
        sent, confirmed, done = sent + more[0], confirmed + more[1], done + of_this
        say(f"{done} kills: {sent} comments sent, {confirmed} confirmed, each there once")
    assert failures == []
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

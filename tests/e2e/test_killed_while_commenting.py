"""Front, web server and worker are killed while readers comment: what was confirmed is there, once and whole.

Writers post over HTTP and send again what got no answer, as a browser's reload does. Meanwhile one of the
newspaper's programs is killed with SIGKILL and started again by the supervisor. `--long` kills 200 times and
has 32 writers. The seed is printed; TESTS_SEED=<number> sets it.
"""

import http.client
import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.cli.processes import is_gone
from tests.e2e import newspapers
from tests.e2e.test_killed_processes import KILLS_OF_ONE, programs_of

SEED = int(os.environ.get("TESTS_SEED", "1"))
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
            self._stop_asked.wait(0.05)  # the newspaper is just being started again
            return 0


def kill_while_writing(kills: int, writers: int, chance: random.Random) -> tuple[int, int]:
    """How many comments were sent and how many confirmed."""
    with tempfile.TemporaryDirectory(prefix="presswerk-kill-", ignore_cleanup_errors=True) as folder:
        data = Path(folder)
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
            for _kill in range(kills):
                for thread in threads:
                    thread.heard.clear()
                # A moment in the middle of writing: somebody has just been answered, others wait.
                chance.choice(threads).heard.wait(60)
                victim = chance.choice(programs_of(paper.process.process.pid))
                os.killpg(victim, signal.SIGKILL)
                assert is_gone(victim)
                paper.process.line_with("Everything runs again")
            for thread in threads:
                thread.heard.clear()
            threads[0].heard.wait(60)
            stop.set()
            for thread in threads:
                thread.join(60)
        assert [status for thread in threads for status in thread.refused] == []
        look(data, threads)
        return sum(len(t.sent) for t in threads), sum(len(t.confirmed) for t in threads)


def look(data: Path, threads: list[Writer]) -> None:
    """What the database holds against what the writers were told."""
    confirmed = [text for thread in threads for text in thread.confirmed]
    sent = {text for thread in threads for text in thread.sent}
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database:
        stored = [text for (text,) in database.execute("SELECT text FROM comments_comment")]
        assert len(stored) == len(set(stored)), "a comment is there twice"
        assert set(confirmed) <= set(stored), "a confirmed comment is lost"
        assert set(stored) <= sent
        for table, condition in [
            ("comments_sender", "other.comment_id = comments_comment.id"),
            ("comments_auditentry", "other.comment_id = comments_comment.id"),
        ]:
            (halves,) = database.execute(
                f"SELECT count(*) FROM comments_comment WHERE NOT EXISTS"
                f" (SELECT 1 FROM {table} AS other WHERE {condition})"
            ).fetchone()
            assert halves == 0, f"{halves} comments are without their row in {table}"
        counted = dict(database.execute("SELECT article_id, comments FROM comments_debate"))
        public = database.execute(
            "SELECT article_id, count(*) FROM comments_comment WHERE state = 'published' GROUP BY article_id"
        ).fetchall()
        assert {article: number for article, number in counted.items() if number} == dict(public)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("kills", "writers"), [(KILLS_OF_ONE, 8), pytest.param(200, 32, marks=pytest.mark.long)]
)
def test_a_confirmed_comment_is_there_once_and_whole(kills, writers):
    sys.stderr.write(f"seed {SEED}, {kills} kills, {writers} writers\n")
    chance = random.Random(SEED)
    sent = confirmed = 0
    for start in range(0, kills, KILLS_OF_ONE):
        more = kill_while_writing(min(KILLS_OF_ONE, kills - start), writers, chance)
        sent, confirmed = sent + more[0], confirmed + more[1]
    sys.stderr.write(f"{sent} comments sent, {confirmed} confirmed, each of them there once\n")
    assert confirmed > kills

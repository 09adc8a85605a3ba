"""Front, web server and worker are killed while editors write: no old page afterwards, and no purge lost.

A second process edits the articles; meanwhile one of the newspaper's programs is killed with SIGKILL, and
started again by the supervisor. `--long` kills 200 times, 6 for each seed (script/proof). The seed is
printed; TESTS_SEED=<number> sets it, TESTS_SEQUENCES=<number> says how many kills.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bake.proof.ledger import Ledger, Line
from tests.cli.processes import is_gone
from tests.e2e import newspapers

SEED = int(os.environ.get("TESTS_SEED", "1"))
ARTICLES = 4
KILLS_OF_ONE = 6  # newspaper
# After one more quick end of the same program a newspaper takes itself for broken, and rightly.
MOST_OF_ONE_PROGRAM = 4
COMPARED_AFTER_A_KILL = ARTICLES * 4 * 2  # four addresses, each twice
EDITOR = """
import sys
import presswerk.cli.django_setup as start
start.set_up_django()
from django.db import close_old_connections
from presswerk.newsroom.actions import founding, publishing
from presswerk.newsroom.models import ArticlePage, SectionPage
front = founding.found()
section = SectionPage(title="Politik", slug="politik")
front.add_child(instance=section)
section.save_revision().publish()
for number in range(ARTICLES):
    article = ArticlePage(title=f"Artikel {number}", lead=f"anfang{number}", live=False)
    section.add_child(instance=article)
    publishing.publish(article)
articles = list(ArticlePage.objects.order_by("pk"))
print("ready", *(article.url for article in articles), flush=True)
for line in sys.stdin:
    number, word = line.split()
    article = ArticlePage.objects.get(pk=articles[int(number)].pk)
    article.lead = word
    article.save_revision().publish()
    print("published", flush=True)
""".replace("ARTICLES", str(ARTICLES))


@contextmanager
def editor(data: Path) -> Iterator[subprocess.Popen]:
    """A second process that publishes what it is told, one line each."""
    process = subprocess.Popen(
        [sys.executable, "-c", EDITOR],
        env=newspapers.environment(data), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.stdin.close()
        process.wait(60)


def said(process: subprocess.Popen, word: str) -> list[str]:
    """The words after `word` on the next line that begins with it; other lines are its log."""
    for line in process.stdout:
        if line.startswith(word):
            return line.split()[1:]
    raise AssertionError("the editor has ended")


def programs_of(pid: int) -> list[int]:
    """The programs that the supervisor runs, each in a process group of its own."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sorted(int(child) for child in children)


def what(pid: int) -> bytes:
    """The command line, by which a program is known again when it was started anew."""
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def kill_some(kills: int, chance: random.Random, done: list[str]) -> None:
    """Kill so many programs of one newspaper; what was killed is added to `done`, one by one."""
    data = Path(tempfile.mkdtemp(prefix="presswerk-kill-"))
    newspapers.copy_of("founded", data)
    with newspapers.serving(data) as paper, editor(data) as writing:
        urls = said(writing, "ready")
        leads = [f"anfang{number}" for number in range(ARTICLES)]
        nth = 0
        killed: Counter[bytes] = Counter()
        for kill in range(kills):
            programs = {pid: what(pid) for pid in programs_of(paper.process.process.pid)}
            victim = chance.choice([pid for pid in programs if killed[programs[pid]] < MOST_OF_ONE_PROGRAM])
            killed[programs[victim]] += 1
            deadly = chance.randrange(3)
            for step in range(3):
                number, nth = chance.randrange(ARTICLES), nth + 1
                leads[number] = f"wort{kill}x{nth}y"
                paper_is_up = kill == 0 and step < deadly
                if paper_is_up:
                    look(paper, urls, leads, number)
                writing.stdin.write(f"{number} {leads[number]}\n")
                if step == deadly:
                    os.killpg(victim, signal.SIGKILL)
                said(writing, "published")
            assert is_gone(victim)
            paper.process.line_with("Everything runs again")
            for number in range(ARTICLES):
                look(paper, urls, leads, number, everywhere=True)
            done.append(str(victim))


def look(paper, urls: list[str], leads: list[str], number: int, everywhere: bool = False) -> None:
    """What readers get; twice, because the second answer comes from the store."""
    if not everywhere:
        assert paper.get(urls[number]).status == 200  # so that there is something to become old
        return
    for path in (urls[number], "/", "/politik/", "/feed/"):
        for _time in range(2):
            answer = paper.get(path)
            assert answer.status == 200, path
            assert leads[number] in answer.body.decode(), f"{path} is old: {answer.headers['Cache-Status']}"


def test_no_page_is_old_after_a_program_was_killed():
    _run(SEED, KILLS_OF_ONE)


@pytest.mark.long
def test_no_page_is_old_after_very_many_kills():
    left, failures = int(os.environ.get("TESTS_SEQUENCES", "200")), []
    for seed in range(SEED, SEED + -(-left // KILLS_OF_ONE)):
        if Ledger.of_this_run().is_done(seed):
            continue
        try:
            _run(seed, min(left, KILLS_OF_ONE))
        except Exception as error:  # the other seeds may find more
            failures.append(f"seed {seed}: {error}")
        left -= KILLS_OF_ONE
    assert not failures, "\n".join(failures)


def _run(seed: int, kills: int) -> None:
    sys.stderr.write(f"seed {seed}, {kills} kills\n")
    done: list[str] = []
    failure, began = "", time.monotonic()
    try:
        kill_some(kills, random.Random(seed), done)
    except BaseException as error:
        failure = str(error) or type(error).__name__
        raise
    finally:
        Ledger.of_this_run().write(
            Line(
                kind="kills of front, web server, worker",
                seed=seed,
                edits=3 * len(done),
                compared=COMPARED_AFTER_A_KILL * len(done),
                kills=len(done),
                seconds=time.monotonic() - began,
                failure=failure[:500],
            )
        )

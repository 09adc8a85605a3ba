"""Imports as they happen: killed in the middle, and beside editors who publish."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.processes import Talking
from tests.e2e.newspapers import copy_of, environment, python, run

from .conftest import line

COUNT = 700


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty newspaper."""
    return copy_of("founded", tmp_path / "paper")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "archive.jsonl"
    file.write_text("".join(json.dumps(line(number)) + "\n" for number in range(1, COUNT + 1)))
    return file


def count(data: Path, sql: str) -> int:
    with sqlite3.connect(data / "presswerk.sqlite3") as database:
        return database.execute(sql).fetchone()[0]


# Imports, and dies without a word in the middle of the third batch's transaction.
KILLED = """
import os, sys
from pathlib import Path
from presswerk.newsroom.actions import listing
from presswerk.transfer.jsonl import import_file
relist, calls = listing.relist, []
def dying(ids):
    calls.append(ids)
    if len(calls) == 3:
        os._exit(9)
    relist(ids)
listing.relist = dying
import_file(Path(sys.argv[1]))
"""


def test_a_killed_import_goes_on_where_it_was(data, archive):
    start = "import presswerk.cli.django_setup as start; start.set_up_django()\n"
    killed = subprocess.run(
        [sys.executable, "-c", start + KILLED, str(archive)], env=environment(data), check=False
    )
    assert killed.returncode == 9
    assert count(data, "SELECT COUNT(*) FROM newsroom_articlepage") == 400
    said = run(data, "import", "jsonl", str(archive))
    assert "300  created" in said
    assert "400  unchanged" in said
    assert count(data, "SELECT COUNT(*) FROM newsroom_articlepage") == COUNT
    assert count(data, "SELECT COUNT(*) FROM newsroom_listing") == 2 * COUNT
    assert count(data, "SELECT SUM(articles) FROM newsroom_archiveday") == COUNT
    assert (
        python(data, "from wagtail.models import Page; print(sum(map(len, Page.find_problems())))") == "0\n"
    )


# Publishes in the same section, one article after the other, until the file that it is given exists.
EDITOR = """
import sys, time
from pathlib import Path
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.models import ArticlePage, SectionPage
section = SectionPage.objects.get(slug="politik")
done, longest = 0, 0.0
while not Path(sys.argv[1]).exists() or not done:
    began = time.monotonic()
    article = ArticlePage(title=f"Eilmeldung {done}", live=False)
    SectionPage.objects.get(pk=section.pk).add_child(instance=article)
    publishing.publish(article)
    longest = max(longest, time.monotonic() - began)
    done += 1
    print("published", done, flush=True)
print("editor", done, "longest", round(longest, 2), flush=True)
"""


def test_editors_publish_while_an_import_runs(data, archive, tmp_path):
    first, rest = tmp_path / "first.jsonl", tmp_path / "over"
    first.write_text(json.dumps(line(0)) + "\n")
    run(data, "import", "jsonl", str(first))
    start = "import presswerk.cli.django_setup as start; start.set_up_django()\n"
    editor = Talking([sys.executable, "-c", start + EDITOR, str(rest)], environment(data))
    try:
        editor.hear("published 1")
        assert f"{COUNT}  created" in run(data, "import", "jsonl", str(archive))
        rest.touch()
        summary = editor.line_with("editor").split()
        assert editor.wait() == 0
    finally:
        editor.process.kill()
    published, longest = int(summary[1]), float(summary[3])
    assert published >= 5
    assert longest < 5
    assert count(data, "SELECT COUNT(*) FROM newsroom_articlepage") == COUNT + 1 + published
    assert count(data, "SELECT SUM(articles) FROM newsroom_archiveday") == COUNT + 1 + published
    assert (
        python(data, "from wagtail.models import Page; print(sum(map(len, Page.find_problems())))") == "0\n"
    )

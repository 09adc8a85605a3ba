"""The real German articles, through the scripts that turn them into the import's format."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from presswerk.newsroom.models import ArticlePage, SectionPage
from presswerk.newsroom.models.listings import Listing
from presswerk.transfer.jsonl import import_file
from presswerk.transfer.report import Outcome
from tests.shared_data import SHARED_DATA

pytestmark = [pytest.mark.django_db, pytest.mark.shared_data]
BENCH = Path(__file__).resolve().parents[2] / "bench"


def output_of(script: str, *arguments: str) -> list[dict]:
    done = subprocess.run(
        [sys.executable, BENCH / script, *arguments, "--until", "2026-03-01T12:00:00"],
        capture_output=True, text=True, check=True, env=dict(os.environ),
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def real() -> list[dict]:
    return output_of("gnad_to_jsonl.py", str(SHARED_DATA / "news-de" / "articles.jsonl"))


def write(file: Path, lines: list[dict]) -> Path:
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return file


def test_all_come_in_once_with_their_text(real, tmp_path, paper, reader):
    file = write(tmp_path / "real.jsonl", real)
    report = import_file(file)
    assert report.outcomes == {Outcome.CREATED: len(real)}
    assert report.remark_count == 0
    assert import_file(file).outcomes == {Outcome.UNCHANGED: len(real)}
    for line in real[:: len(real) // 20]:
        article = ArticlePage.objects.get(title=line["headline"], published_at=line["published"])
        said = line["body"].replace("<p>", "").replace("</p>", " ").replace("&amp;", "&")
        assert article.plain_text.split() == said.replace("&lt;", "<").replace("&gt;", ">").split()
    for section in SectionPage.objects.all():
        assert reader.get(section.url).status_code == 200
    assert Listing.objects.filter(kind=Listing.Kind.EDITION).count() == len(real)


def test_an_archive_grown_from_them_keeps_words_and_lengths(real, tmp_path):
    grown = output_of("grow_archive.py", str(write(tmp_path / "real.jsonl", real)), "1400")
    assert len({article["id"] for article in grown}) == len({article["body"] for article in grown}) == 1400
    words, grown_words = (
        Counter(word for article in articles for word in article["body"].split())
        for articles in (real, grown)
    )
    assert abs(grown_words.total() / len(grown) / (words.total() / len(real)) - 1) < 0.1
    for word, times in words.most_common(30):
        assert abs(grown_words[word] / grown_words.total() / (times / words.total()) - 1) < 0.15
    assert output_of("grow_archive.py", str(tmp_path / "real.jsonl"), "20")[:1] != grown[:1]
    assert output_of("grow_archive.py", str(tmp_path / "real.jsonl"), "1400")[7] == grown[7]

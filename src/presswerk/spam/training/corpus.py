"""The texts that the shipped models are trained from."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from zlib import crc32

from presswerk.spam.submission import Submission

SPIN = re.compile(r"\{([^{}]{1,400})\}")
SPUN = 3
"""Texts made from each construct."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what it is."""

    submission: Submission
    is_label: bool
    language: str
    kind: str
    group: str
    """Texts of one group are alike (a template, a thread): they never stand on both sides of a split."""
    source: str


def spam_examples(data: Path) -> list[Example]:
    """Everything that the spam model may learn from, in a fixed order. `data` is the folder of the open sets.

    Raises FileNotFoundError when a set is not there: a model of less than all is another model.
    """
    return [*written(), *single(), *honest_german(data), *video_comments(data), *constructs(data)]


def insult_examples(data: Path) -> list[Example]:
    """What the insult model learns from: GermEval 2018 (CC BY 4.0)."""
    return [
        Example(
            Submission(row["text"]),
            bool(row["offensive"]),
            "de",
            row["kind"].lower(),
            f"ge-{index}",
            "germeval2018",
        )
        for index, row in enumerate(_rows(data / "comments-de" / "germeval2018-train.jsonl"))
    ]


def written() -> Iterator[Example]:
    """Spam patterns and honest texts written for this project."""
    folder = resources.files("presswerk.spam.training").joinpath("texts")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".jsonl"):
            language = file.name.removesuffix(".jsonl")
            for line in file.read_text(encoding="utf-8").splitlines():
                yield from_row(json.loads(line), language)


def single() -> Iterator[Example]:
    """Single texts written for this project, each in words of its own: `S kind text` or `H kind text` a
    line."""
    folder = resources.files("presswerk.spam.training").joinpath("more")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        language = file.name.removesuffix(".txt")
        for at, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            if not line.startswith("#"):
                sign, kind, text = line.split(" ", 2)
                submission = Submission(text, article_language=language)
                yield Example(submission, sign == "S", language, kind, f"single-{at % 10}", "single")


def from_row(row: dict, language: str) -> Example:
    """An example of the project's own format."""
    terms = row.get("article_terms")
    submission = Submission(
        row["text"],
        author_name=row.get("author_name"),
        url=row.get("url"),
        article_terms=tuple(terms) if terms else None,
        article_language=row.get("article_language", language),
    )
    return Example(submission, row["label"] == "spam", language, row["kind"], row["group"], "written")


def honest_german(data: Path) -> Iterator[Example]:
    """GermEval 2018 (CC BY 4.0): short German posts; rude or not, all are honest."""
    for row in _rows(data / "comments-de" / "germeval2018-train.jsonl"):
        group = f"ge-{crc32(row['text'].encode()) % 97}"
        yield Example(
            Submission(row["text"], article_language="de"), False, "de", "post", group, "germeval2018"
        )


def video_comments(data: Path) -> Iterator[Example]:
    """YouTube Spam Collection (UCI 380, CC BY 4.0)."""
    for path in sorted((data / "comments-en").glob("*.jsonl")):
        for row in _rows(path):
            yield Example(
                Submission(row["text"], article_language="en"),
                row["label"] == "spam", "en", "video", row["thread"], "youtube",
            )  # fmt: skip


def constructs(data: Path) -> Iterator[Example]:
    """What WordPress's comment spammers fill in (splorp/wordpress-comment-blacklist, MIT), a few times
    each."""
    text = (data / "blocklist" / "constructs.txt").read_text(encoding="utf-8")
    chance = random.Random(20)
    for index, construct in enumerate(text.split("|\n")):
        flat = " ".join(construct.split()).strip("\\ ")
        if len(flat) < 40:
            continue
        for _ in range(SPUN):
            spun = flat
            while "{" in spun and SPIN.search(spun):
                spun = SPIN.sub(lambda match: chance.choice(match.group(1).split("|")), spun)
            url = (
                f"https://{chance.choice('abcdefghkmnprstuvw')}{chance.randrange(999)}.example/"
                if chance.random() < 0.6
                else None
            )
            yield Example(
                Submission(spun, article_language="en", url=url),
                True,
                "en",
                "compliment",
                f"construct-{index}",
                "constructs",
            )


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)

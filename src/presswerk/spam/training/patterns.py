"""Expands the written patterns into `texts/<language>.jsonl`: `python -m presswerk.spam.training.patterns`.

The same sources always give the same texts: every pattern has its own random numbers, seeded by its words,
so that a new pattern changes no other's texts.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from presswerk.spam.training import invented
from presswerk.spam.training.disguise import disguised, hurried
from presswerk.spam.training.grammar import expand
from presswerk.spam.training.sources import LANGUAGES, Source, Topic, read

FOLDER = Path(__file__).parent / "texts"
TEXTS_PER_SPAM_PATTERN = 7
TEXTS_PER_HAM_PATTERN = 7
COMBINED_PER_SENTENCE = 4
SHARE_DISGUISED = 0.09
SHARE_HURRIED = 0.1
SHARE_WITH_SOURCE = 0.18
LONGEST = 1500

Row = dict[str, Any]


def texts(language: str) -> list[Row]:
    """All rows of the language, no text twice (blanks and case aside)."""
    source = read(language)
    seen: set[str] = set()
    rows = []
    for row in (*_spam(language, source), *_ham(language, source)):
        key = " ".join(row["text"].lower().split())
        if key and key not in seen:
            seen.add(key)
            rows.append(row)
    return rows


def as_json_lines(rows: list[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _spam(language: str, source: Source) -> Iterator[Row]:
    about = [topic for topic in source.topics if topic.terms]
    for kind, patterns in source.spam.items():
        for number, pattern in enumerate(patterns, 1):
            rng = random.Random(f"{language} {kind} {pattern}")
            for _ in range(TEXTS_PER_SPAM_PATTERN):
                topic = rng.choice(about)
                row = _row(pattern, kind, source, topic, rng)
                if rng.random() < SHARE_DISGUISED:
                    row["text"] = disguised(row["text"], rng)
                elif rng.random() < SHARE_HURRIED:
                    row["text"] = hurried(row["text"], rng)
                yield _finished(
                    row, "spam", kind, f"{language}-{kind}-{number}", topic.terms, 0.3, source, rng
                )


def _ham(language: str, source: Source) -> Iterator[Row]:
    for topic in source.topics:
        kind = "contact" if topic.name.startswith("contact") else "comment"
        group = f"{language}-{kind}-{topic.name}"
        for number, text in enumerate(topic.whole, 1):
            rng = random.Random(f"{language} {text}")
            row = _row(text, kind, source, topic, rng)
            yield _finished(row, "ham", kind, f"{group}-whole-{number}", topic.terms, 0.06, source, rng)
        for number, pattern in enumerate(topic.patterns, 1):
            rng = random.Random(f"{language} {kind} {pattern}")
            for _ in range(TEXTS_PER_HAM_PATTERN):
                row = _row(pattern, kind, source, topic, rng)
                if rng.random() < SHARE_HURRIED:
                    row["text"] = hurried(row["text"], rng)
                yield _finished(row, "ham", kind, f"{group}-{number}", topic.terms, 0.06, source, rng)
        rng = random.Random(f"{language} {topic.name} {len(topic.sentences)}")
        for first in topic.sentences * COMBINED_PER_SENTENCE:
            row = _row(_combined(first, topic, source, rng, kind), kind, source, topic, rng)
            if rng.random() < SHARE_HURRIED:
                row["text"] = hurried(row["text"], rng)
            yield _finished(row, "ham", kind, f"{group}-combined", topic.terms, 0.06, source, rng)


def _combined(first: str, topic: Topic, source: Source, rng: random.Random, kind: str) -> str:
    others = [sentence for sentence in topic.sentences if sentence != first]
    parts = [first, *rng.sample(others, min(len(others), rng.choice((0, 0, 0, 1, 1, 2, 2, 3, 6))))]
    if kind == "contact":
        return " ".join(parts)
    if source.openings and rng.random() < 0.4:
        parts.insert(0, rng.choice(source.openings))
    if source.pointers and rng.random() < SHARE_WITH_SOURCE:
        parts.append(rng.choice(source.pointers))
    elif source.endings and rng.random() < 0.3:
        parts.append(rng.choice(source.endings))
    return rng.choice((" ", " ", " ", "\\n", "\\n\\n")).join(parts)


def _row(pattern: str, kind: str, source: Source, topic: Topic, rng: random.Random) -> Row:
    body, _, fields = pattern.partition(" ~ ")
    row: Row = {}

    def value_of(slot: str) -> str:
        return _value(slot, kind, source, topic, rng)

    row["text"] = expand(body, rng, value_of)[:LONGEST]
    for assignment in fields.split("; ") if fields else ():
        name, _, value = assignment.partition("=")
        row[{"name": "author_name", "url": "url"}[name]] = expand(value, rng, value_of)
    return row


def _value(slot: str, kind: str, source: Source, topic: Topic, rng: random.Random) -> str:
    if slot in source.slots:
        return rng.choice(source.slots[slot])
    match slot:
        case "link":
            return invented.link(rng, kind)
        case "site":
            return "https://" + invented.host(rng, kind)
        case "host":
            return invented.host(rng, kind)
        case "short":
            return invented.short_link(rng)
        case "handle":
            return invented.handle(rng, kind)
        case "phone":
            return invented.phone(rng)
        case "mail":
            return invented.mail(rng, kind)
        case "term":
            return rng.choice(topic.terms)
        case "word":
            coined = invented.word(rng, rng.choice((2, 3, 4)))
            return coined if kind == "gibberish" else coined.title()
        case "own":
            return invented.own_site(source.slots["last"], source.slots["craft"], source.slots["ending"], rng)
        case "day":
            return str(rng.randrange(1, 29))
        case "code":
            return invented.code(rng)
        case "n":
            return str(rng.randrange(2, 10))
        case "nn":
            return str(rng.randrange(11, 99))
        case "nnn":
            return str(rng.randrange(110, 990))
        case "k":
            return rng.choice(("{}.{}00", "{}.000", "{}.{}50", "{}{}00", "{}000")).format(
                rng.randrange(1, 96), rng.randrange(1, 10)
            )
    raise KeyError(slot)


def _finished(
    row: Row,
    label: str,
    kind: str,
    group: str,
    terms: list[str],
    url_share: float,
    source: Source,
    rng: random.Random,
) -> Row:
    """The row with its label, and with a name, website and article as often as they come in practice."""
    row = {"text": row["text"], "label": label, "kind": kind, "group": group, **row}
    if "author_name" not in row and rng.random() < 0.75:
        row["author_name"] = rng.choice(
            (
                rng.choice(source.slots["first"]),
                expand("{first} {last}", rng, lambda s: rng.choice(source.slots[s])),
            )
        )
    if "url" not in row and rng.random() < url_share:
        slot = "{own}" if label == "ham" else "{host}"
        row["url"] = "https://" + expand(
            slot, rng, lambda name: _value(name, kind, source, Topic("", []), rng)
        )
    if terms and kind != "contact" and rng.random() < 0.65:
        row["article_terms"] = terms
    return row


def main() -> None:
    for language in sys.argv[1:] or LANGUAGES:
        (FOLDER / f"{language}.jsonl").write_text(as_json_lines(texts(language)), encoding="utf-8")


if __name__ == "__main__":
    main()

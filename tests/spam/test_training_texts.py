"""The texts that the shipped filter learns from: their form, their number, no leaks. Takes 5 s."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from presswerk.spam.training import patterns
from presswerk.spam.training.sources import LANGUAGES, read

KINDS_ALL_LANGUAGES_HAVE = {
    "prize", "crypto", "loan", "pills", "casino", "escort", "seo", "backlink", "phishing", "hacker",
    "recovery", "compliment", "trackback", "replica", "streaming", "essay", "followers", "dating", "jobs",
    "spell", "adult", "reviews", "generic", "gibberish", "linklist",
}  # fmt: skip
LEAST = {"de": (700, 700, 120, 200)}
LEAST_ELSEWHERE = (250, 250, 40, 70)
README = Path(patterns.__file__).with_name("README.md")
LINK = re.compile(r"https?://|www\.|\b[\w-]+\.[a-z]{2,6}\b", re.IGNORECASE)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    """Of every language, as they are in the repository."""
    return {
        language: [
            json.loads(line)
            for line in (patterns.FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_what_the_sources_give(language: str) -> None:
    written = (patterns.FOLDER / f"{language}.jsonl").read_text(encoding="utf-8")

    assert written == patterns.as_json_lines(patterns.texts(language)), (
        f"Run: python -m presswerk.spam.training.patterns {language}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_its_form(language: str, rows: dict[str, list[Row]]) -> None:
    for row in rows[language]:
        assert row["label"] in {"spam", "ham"}
        assert row.keys() <= {"text", "label", "kind", "group", "author_name", "url", "article_terms"}
        assert all(isinstance(row[key], str) and row[key] for key in row if key != "article_terms")
        assert all(isinstance(term, str) and term for term in row.get("article_terms", []))
        assert row["group"].startswith(f"{language}-")
        assert len(row["text"]) <= patterns.LONGEST


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_sign_is_left_in_a_text(language: str, rows: dict[str, list[Row]]) -> None:
    left = [
        row["text"]
        for row in rows[language]
        if re.search(r"\{[a-z]+\}|\\n|\([^()]*\w\|\w[^()]*\)| ~ (name|url)=", row["text"])
    ]

    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_of_each_label(language: str, rows: dict[str, list[Row]]) -> None:
    spam, ham, spam_patterns, ham_by_hand = LEAST.get(language, LEAST_ELSEWHERE)
    labels = Counter(row["label"] for row in rows[language])
    source = read(language)

    assert labels["spam"] >= spam
    assert labels["ham"] >= ham
    assert sum(map(len, source.spam.values())) >= spam_patterns
    assert sum(len(topic.whole) for topic in source.topics) >= ham_by_hand


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_there(language: str, rows: dict[str, list[Row]]) -> None:
    kinds = {
        label: {row["kind"] for row in rows[language] if row["label"] == label} for label in ("spam", "ham")
    }

    assert kinds["spam"] >= KINDS_ALL_LANGUAGES_HAVE
    assert kinds["ham"] == {"comment", "contact"}


def test_no_text_is_there_twice_in_any_language(rows: dict[str, list[Row]]) -> None:
    texts = Counter(" ".join(row["text"].lower().split()) for group in rows.values() for row in group)
    twice = [text for text, times in texts.items() if times > 1 and len(text) > 12]

    assert twice == []


def test_every_group_belongs_to_one_label_and_kind(rows: dict[str, list[Row]]) -> None:
    labels: dict[str, set[tuple[str, str]]] = {}
    for language in rows.values():
        for row in language:
            labels.setdefault(row["group"], set()).add((row["label"], row["kind"]))

    assert [group for group, of in labels.items() if len(of) > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_alone_do_not_tell_the_labels_apart(language: str, rows: dict[str, list[Row]]) -> None:
    ham = [bool(LINK.search(row["text"])) for row in rows[language] if row["label"] == "ham"]
    spam = [bool(LINK.search(row["text"])) for row in rows[language] if row["label"] == "spam"]

    assert 0.08 <= sum(ham) / len(ham) <= 0.25
    assert 0.75 <= sum(spam) / len(spam) <= 0.96


def test_the_readme_states_the_counts(rows: dict[str, list[Row]]) -> None:
    stated = dict(
        re.findall(r"^\| (?:\*\*|)([a-z: ]+?)(?:\*\*|) \| (.+) \|$", README.read_text(), re.MULTILINE)
    )
    counted: Counter[tuple[str, str]] = Counter()
    for language, of in rows.items():
        for row in of:
            counted[row["label"], language] += 1
            counted[f"{row['label']}: {row['kind']}", language] += 1

    for name in {name for name, _ in counted}:
        numbers = [counted[name, language] for language in LANGUAGES]
        assert stated[name] == " | ".join(map(str, [*numbers, sum(numbers)])), name


def test_honest_texts_are_short_and_long(rows: dict[str, list[Row]]) -> None:
    for language, of in rows.items():
        lengths = [len(row["text"]) for row in of if row["label"] == "ham"]

        assert min(lengths) <= 3, language
        assert max(lengths) >= 450, language
    assert max(len(row["text"]) for row in rows["de"] if row["label"] == "ham") >= 1000

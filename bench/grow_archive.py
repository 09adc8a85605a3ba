#!/usr/bin/env python3
"""Grow some articles of the import's format to an archive of any size, as one stream.

    .venv/bin/python bench/grow_archive.py articles.jsonl 100000 > archive.jsonl

Each article takes the shape of a real one (number of sentences, paragraphs, authors, topics, section), and
fills it with sentences drawn from all articles of the same top section. So sentences are real, the
frequencies of words and the distribution of lengths are those of the input, and no two articles are the
same. The same seed gives the same archive. Most articles are young and come so many a day; the others
spread over the years before, so that archives of any size reach as far back and have as full days. Authors
and topics grow with the root of the size, as the vocabulary of a text does (Heaps, Information Retrieval,
1978).
"""

import argparse
import json
import math
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from gnad_to_jsonl import dressed, sentences

YOUNG = 0.7
A_DAY = 27
DAYS_A_YEAR = 365.25

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_FIRST_NAMES = ("Anke", "Bernd", "Cemre", "Dorit", "Enno", "Frauke", "Gesa", "Hauke", "Insa", "Jost")
_LAST_NAMES = (
    "Abels",
    "Brook",
    "Carstens",
    "Dirks",
    "Ewert",
    "Focken",
    "Gerdes",
    "Harms",
    "Ihnen",
    "Janssen",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, help="articles in the import's format, bodies of <p> elements")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--years", type=float, default=10, help="over which the archive is spread")
    parser.add_argument(
        "--until", type=datetime.fromisoformat, default=None, help="the last day, today if left out"
    )
    parser.add_argument("--output", type=Path, default=None, help="a file instead of standard output")
    options = parser.parse_args()
    until = (options.until or datetime.now()).astimezone()
    output = options.output.open("w", encoding="utf-8") if options.output else sys.stdout
    with output:
        for article in grow(options.articles, options.count, options.seed, options.years, until):
            output.write(json.dumps(article, ensure_ascii=False) + "\n")


def grow(file: Path, count: int, seed: int, years: float, until: datetime) -> Iterator[dict]:
    """`count` articles in the order of their dates."""
    models = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    stock: dict[str, list[str]] = defaultdict(list)
    for model in models:
        stock[_top(model)] += sentences(_text(model))
    chance = random.Random(seed)
    authors = _names(models, count)
    topics = _Topics(models, count)
    for number, age in enumerate(_ages(count, years, chance)):
        model = chance.choice(models)
        published = until - timedelta(days=age)
        yield {
            **model,
            "id": f"grown-{seed}-{number:07d}",
            "published": published.isoformat(timespec="seconds"),
            "authors": chance.sample(authors, len(model["authors"])),
            "topics": topics.draw(chance, len(model["topics"])),
            **_filled(model, stock[_top(model)], chance),
        } | ({"updated": (published + timedelta(hours=2)).isoformat()} if "updated" in model else {})


def _ages(count: int, years: float, chance: random.Random) -> Iterator[float]:
    """Days before the end for each article, the oldest first."""
    young = round(count * YOUNG)
    young_days = min(young / A_DAY, YOUNG * years * DAYS_A_YEAR)
    old_days = years * DAYS_A_YEAR - young_days
    for number in range(count - young):
        yield young_days + old_days * (1 - (number + chance.random()) / max(count - young, 1))
    for number in range(young):
        yield young_days * (1 - (number + chance.random()) / young)


def _filled(model: dict, stock: list[str], chance: random.Random) -> dict:
    paragraphs = [
        [chance.choice(stock) for _sentence in sentences(paragraph)]
        for paragraph in _PARAGRAPH.findall(model["body"])
    ]
    kicker, headline, lead, _rest = dressed(
        [chance.choice(stock), chance.choice(stock), chance.choice(stock)]
    )
    body = "".join(f"<p>{' '.join(paragraph)}</p>" for paragraph in paragraphs)
    return {"kicker": kicker or None, "headline": headline, "lead": lead, "body": body}


def _top(model: dict) -> str:
    return model["section"].split("/")[0]


def _text(model: dict) -> str:
    return " ".join(_PARAGRAPH.findall(model["body"]))


def _names(models: list[dict], count: int) -> list[dict]:
    """The authors of the input and new ones, about 300 at 100,000 articles."""
    found = {author["name"]: author for model in models for author in model["authors"]}
    for number in range(int(math.sqrt(count))):
        first = _FIRST_NAMES[number % 10]
        last = f"{_LAST_NAMES[number // 10 % 10]}{_roman(number // 100)}"
        found.setdefault(f"{first} {last}", {"name": f"{first} {last}"})
    return list(found.values())


def _roman(number: int) -> str:
    """A suffix of letters, because digits at the end are no part of a name."""
    return "" if number == 0 else "-" + "".join("ABCDEFGHIJ"[int(digit)] for digit in str(number))


class _Topics:
    """Topics by rank with frequencies that fall as 1/rank (Zipf), as tags do."""

    def __init__(self, models: list[dict], count: int) -> None:
        words = sorted({topic for model in models for topic in model["topics"]})
        pairs = (f"{one} und {other}" for one in words for other in words if one < other)
        self._all = words + [next(pairs) for _number in range(min(4 * int(math.sqrt(count)), 5000))]
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._all) + 1)))

    def draw(self, chance: random.Random, count: int) -> list[str]:
        return list(dict.fromkeys(chance.choices(self._all, cum_weights=self._weights, k=count)))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Turn the real German news articles of ../shared/data/news-de into the format of `presswerk import jsonl`.

    .venv/bin/python bench/gnad_to_jsonl.py ../shared/data/news-de/articles.jsonl > articles.jsonl

The set has classes and texts alone. What a newspaper has besides is made up here, the same for the same
seed: headlines from the first sentence, leads, sections, dates over some years up to today, bylines of
people who do not exist, topics from words that stand out. For measuring only: the texts are DER STANDARD's
(Ten Thousand German News Articles, CC BY-NC-SA 4.0) and ship with nothing.
"""

import argparse
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

SPAN_DAYS = 4 * 365
MOST_HEADLINE = 90
LEAST_HEADLINE = 24

_ABBREVIATIONS = {
    "ca", "bzw", "dr", "etc", "evtl", "fr", "ing", "inkl", "jr", "mag", "max", "min", "mio", "mrd", "nr",
    "prof", "rd", "st", "tel", "u.a", "usw", "vgl", "vs", "z.b", "d.h", "a", "u", "z", "b", "d", "h", "v",
}  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?P<quote>[\"“»)]*)\s+(?=[\"„«(]?[A-ZÄÖÜ0-9])")
_DATELINE = re.compile(r"^[A-ZÄÖÜ][\w.\-]*(?:[ /][A-ZÄÖÜa-zäöü][\w.\-]*){0,4} – (?=[A-ZÄÖÜ\"„])")
# A clause after one of these completes the one before it: cutting there leaves half a thought.
_COMPLETING = re.compile(r"^(dass|ob|wie|was|wer|warum|um|als ob|sondern|aber|wenn|weil)\b")
_WORD = re.compile(r"\b[A-ZÄÖÜ][^\W\d_A-Z]{3,}(?:-[A-ZÄÖÜ][^\W\d_A-Z]+)*\b")
# Nouns mostly stand behind one of these or an adjective, names do not.
_BEFORE_NOUN = re.compile(
    r"\b(?:de[rsmn]|d[ia][es]|ein\w*|kein\w*|[msd]ein\w*|ihr\w*|unser\w*|zu[mr]|[ai]m|vo[mn]|bei|\w+e[rsnm]?)"
    r" ([A-ZÄÖÜ][^\W\d_A-Z]{3,})"
)
_MOST_BEHIND_ARTICLE = 0.35

# Class → the section, and sub-sections with the words that lead there.
_SECTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "Inland": ("Politik/Inland", {}),
    "International": ("Politik/Ausland", {"Europa": r"\bEU\b|EU-|Brüssel|Europäisch"}),
    "Wirtschaft": (
        "Wirtschaft",
        {
            "Finanzen": r"Aktie|Börse|Anleihe|Bank\b|Zins",
            "Arbeit": r"Gewerkschaft|Arbeitslos|Kollektivvertrag",
        },
    ),
    "Web": (
        "Digital",
        {"Spiele": r"Spieler|Playstation|Xbox|Nintendo|Games?\b", "Netzpolitik": r"NSA|Überwach"},
    ),
    "Sport": (
        "Sport",
        {
            "Fußball": r"Bundesliga|Fußball|Champions League|Trainer|Elfmeter",
            "Wintersport": r"\bSki|Slalom|Weltcup|Eishockey|Skispring",
            "Tennis": r"Tennis|ATP|WTA",
        },
    ),
    "Panorama": (
        "Panorama",
        {"Justiz": r"Gericht|Staatsanwalt|Prozess|Polizei", "Wetter": r"Unwetter|Schnee|Hitze"},
    ),
    "Wissenschaft": (
        "Wissen",
        {"Medizin": r"Patient|Medizin|Erkrank", "Weltraum": r"Nasa|Planet|Galaxie|Komet"},
    ),
    "Kultur": ("Kultur", {"Film": r"\bFilm|Kino|Regisseur", "Musik": r"Musik|Konzert|Album|Oper"}),
    "Etat": ("Medien", {}),
}
_STAFF = (
    "Jana Ritterbusch", "Tobias Eickhorst", "Mirjam Oltmanns", "Henning Sturmfels", "Leyla Aydın-Krogh",
    "Carsten Wübbels", "Friederike Achtziger", "Matthias Löwenherz", "Svenja Brodersen", "Paul Niemetz",
    "Nadine Kaltwasser", "Ole Martinsen", "Agnieszka Borowski", "Rüdiger Haferkamp", "Yasmin Feldhaus",
    "Benedikt Sonnleitner", "Katharina Übelacker", "Jörg Petermichl", "Elif Demirhan", "Bruno Straßmair",
)  # fmt: skip
_AGENCIES = ("APA", "dpa", "Reuters", "AFP")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, help="articles.jsonl of the set")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--until", type=datetime.fromisoformat, default=None, help="the last day, today if left out"
    )
    options = parser.parse_args()
    until = (options.until or datetime.now()).astimezone()
    for article in convert(options.articles, options.seed, until):
        sys.stdout.write(json.dumps(article, ensure_ascii=False) + "\n")


def convert(file: Path, seed: int, until: datetime) -> Iterator[dict]:
    """The articles in the import's format, newest last."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    topics_of = topics([row["text"] for row in rows])
    chance = random.Random(seed)
    moments = sorted(moment(chance, until) for _row in rows)
    chance.shuffle(rows)
    for row, published in zip(rows, moments, strict=True):
        yield article(row, published, topics_of(row["text"]), chance)


def article(row: dict, published: datetime, topics: list[str], chance: random.Random) -> dict:
    kicker, headline, lead, body = dressed(sentences(row["text"]))
    found = {
        "id": row["id"],
        "headline": headline,
        "section": section(row["class"], row["text"]),
        "published": published.isoformat(timespec="seconds"),
        "body_format": "html",
        "body": "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs(body, chance)),
        "lead": lead,
        "authors": byline(chance),
        "topics": topics,
    }
    if kicker:
        found["kicker"] = kicker
    if chance.random() < 0.05:
        found["updated"] = (published + timedelta(hours=chance.uniform(1, 20))).isoformat(timespec="seconds")
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a German text; ordinals and abbreviations do not end one."""
    found: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        before = text[start : end.start()]
        last = before.rstrip(".!?…").rsplit(" ", 1)[-1].lower().strip('("„')
        if before.endswith(".") and (last.isdigit() or last in _ABBREVIATIONS):
            continue
        found.append(text[start : end.end("quote")].strip())
        start = end.end()
    return [sentence for sentence in [*found, text[start:].strip()] if sentence]


def dressed(text: list[str]) -> tuple[str, str, str, list[str]]:
    """Kicker, headline, lead and the sentences of the body."""
    first, rest = _DATELINE.sub("", text[0]), text[1:]
    whole = first.rstrip(".")
    kicker, colon, after = whole.partition(": ")
    if colon and len(kicker) <= 30 and LEAST_HEADLINE <= len(after) <= MOST_HEADLINE and '"' not in kicker:
        return kicker, after[0].upper() + after[1:], *opened(rest)
    if len(whole) <= MOST_HEADLINE:
        return "", whole, *opened(rest)
    return "", clause(whole), first, rest


def opened(rest: list[str]) -> tuple[str, list[str]]:
    """A lead from the sentence after the headline; the body keeps at least one."""
    if len(rest) < 2:
        return "", rest
    return _DATELINE.sub("", rest[0]), rest[1:]


def clause(sentence: str) -> str:
    """The beginning of a sentence that can stand alone, at most MOST_HEADLINE characters long."""
    for mark in (" – ", "; ", " - ", ", ", ": ", " und ", " sowie "):
        cuts = [match.start() for match in re.finditer(re.escape(mark), sentence)]
        for cut in reversed(cuts):
            head, tail = sentence[:cut], sentence[cut + len(mark) :]
            fits = LEAST_HEADLINE <= len(head) <= MOST_HEADLINE
            fits = fits and not head.endswith("-")
            if fits and head.count('"') % 2 == 0 and not _COMPLETING.match(tail):
                return head
    return sentence[: MOST_HEADLINE - 2].rsplit(" ", 1)[0].rstrip(" ,–-:") + " …"


def paragraphs(text: list[str], chance: random.Random) -> list[str]:
    found, start = [], 0
    while start < len(text):
        length = chance.choice((1, 2, 2, 3, 3, 4))
        found.append(" ".join(text[start : start + length]))
        start += length
    return found


def section(name: str, text: str) -> str:
    path, below = _SECTIONS[name]
    counts = {child: len(re.findall(words, text)) for child, words in below.items()}
    best = max(counts, key=lambda child: counts[child], default=None)
    return f"{path}/{best}" if best and counts[best] >= 2 else path


def byline(chance: random.Random) -> list:
    kind = chance.random()
    if kind < 0.1:
        return []
    if kind < 0.45:
        return [{"name": chance.choice(_AGENCIES), "kind": "agency"}]
    names = chance.sample(_STAFF, 2 if kind > 0.92 else 1)
    return [{"name": name, "position": "Redaktion", "short_biography": biography(name)} for name in names]


def biography(name: str) -> str:
    year = 2004 + sum(map(ord, name)) % 18
    return f"{name} schreibt seit {year} für diese Zeitung, am liebsten über das, was andere übersehen."


def moment(chance: random.Random, until: datetime) -> datetime:
    """Most are young, as in a paper that has grown; by day more than by night."""
    day = until - timedelta(days=SPAN_DAYS * chance.random() ** 3)
    hour = min(max(chance.gauss(13, 4), 0), 23.9)
    found = day.replace(hour=int(hour), minute=chance.randrange(60), second=0, microsecond=0)
    return min(found, until - timedelta(minutes=chance.randrange(1, 240)))


def topics(texts: list[str]) -> Callable[[str], list[str]]:
    """A function from a text to the words for which it stands out among all (tf–idf), three at most."""
    counts = [Counter(_WORD.findall(text)) for text in texts]
    in_texts = Counter(word for count in counts for word in count)
    total = Counter(word for count in counts for word in count.elements())
    behind = Counter(word for text in texts for word in _BEFORE_NOUN.findall(text))
    lower = {word for text in texts for word in re.findall(r"\b[a-zäöüß]{4,}\b", text)}
    names = {
        word
        for word in total
        if behind[word] <= _MOST_BEHIND_ARTICLE * total[word] and word.lower() not in lower
    }

    def of(text: str) -> list[str]:
        scores = {
            word: times * math.log(len(texts) / in_texts[word])
            for word, times in Counter(_WORD.findall(text)).items()
            if times >= 2 and 4 <= in_texts[word] <= len(texts) // 10 and word in names
        }
        return sorted(scores, key=lambda word: -scores[word])[:3]

    return of


if __name__ == "__main__":
    main()

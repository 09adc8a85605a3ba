"""One text, read once, for all signals."""

import re
import unicodedata
from dataclasses import dataclass, field

from presswerk.spam.reading.addresses import host_of, take_addresses
from presswerk.spam.reading.disguises import (
    BIDI,
    DOT_INSIDE,
    DOTTED,
    INSIDE_WORD,
    INVISIBLE,
    LEET,
    LEET_INSIDE,
    LEET_L,
    LEET_WORD,
    MARKS,
    SEPARATORS,
)
from presswerk.spam.reading.letters import fold
from presswerk.spam.reading.markup import strip
from presswerk.spam.reading.sample import sample
from presswerk.spam.reading.subjects import subjects_of
from presswerk.spam.reading.words import Word, pairs, words_in

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
MOST_PAIRS = 700


@dataclass(slots=True)
class Reading:
    """What a text says once its markup and disguises are off, and how many there were."""

    length: int
    """Characters as sent."""
    visible: str = ""
    """As a reader sees it, addresses included."""
    folded: str = ""
    """Lower case, without accents, markup and addresses."""
    words: list[Word] = field(default_factory=list)
    unique: list[Word] = field(default_factory=list)
    pairs: set[int] = field(default_factory=set)
    """Feature numbers of neighbouring words."""
    tags: int = 0
    bbcodes: int = 0
    links: int = 0
    """In the whole text, not only its sample."""
    urls: list[tuple[str, str]] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    spelt_addresses: int = 0
    mismatches: list[tuple[str, str]] = field(default_factory=list)
    """Links that name one host and lead to another: shown, real."""
    invisible: int = 0
    bidi: int = 0
    lookalikes: int = 0
    leet: int = 0
    spaced: int = 0
    broken_words: int = 0


def read(text: str) -> Reading:
    """Read a text. Never raises; time is bounded, for at most 4,001 characters are looked at closely."""
    reading = Reading(len(text))
    part = sample(text)
    if not part.isascii():
        part = _compatible(part, reading)
    stripped = strip(part)
    reading.tags, reading.bbcodes = stripped.tags, stripped.bbcodes
    reading.visible = stripped.text
    found = take_addresses(stripped.text)
    reading.mails, reading.spelt_addresses = found.mails, found.spelt
    _note_links(reading, stripped.links, found.urls)
    if len(text) > len(part):
        reading.links = max(reading.links, text.count("://"))
    folded = _fold(found.text, reading)
    reading.folded = _undisguise(folded, reading)
    reading.words, reading.spaced = words_in(reading.folded)
    reading.unique = list({id(word): word for word in reading.words}.values())
    reading.pairs = pairs(reading.words[:MOST_PAIRS])
    return reading


def _compatible(part: str, reading: Reading) -> str:
    part = LONE_SURROGATE.sub("\ufffd", part)
    if INVISIBLE.search(part):
        reading.invisible = len(INSIDE_WORD.findall(part))
        reading.bidi = len(BIDI.findall(part))
        part = INVISIBLE.sub("", part)
    # A pile of marks would make the normal form's sorting slow, and means nothing.
    part = MARKS.sub(lambda run: run.group()[:2], part)
    # One sign may stand for eighteen (U+FDFA), so the normal form is sampled again.
    return sample(unicodedata.normalize("NFKC", part))


def _note_links(reading: Reading, labelled: list[tuple[str, str]], urls: list[tuple[str, str]]) -> None:
    for target, label in labelled:
        host = host_of(target)
        shown = host_of(label) if "." in label and " " not in label.strip() else ""
        if shown and host and shown != host:
            reading.mismatches.append((shown, host))
        if host:
            path = target.partition(host)[2]
            # The label of a link often is its address; that is one link.
            if (host, path) not in urls:
                reading.urls.append((host, path))
    reading.urls += urls
    reading.links = len(reading.urls)
    reading.hosts = list(dict.fromkeys(host for host, _ in reading.urls))


def _fold(text: str, reading: Reading) -> str:
    text = text.lower()
    if text.isascii():
        return text
    text = text.replace("ß", "ss")
    folded, reading.lookalikes = fold(MARKS.sub("", unicodedata.normalize("NFKD", text)))
    return folded


def _undisguise(text: str, reading: Reading) -> str:
    if "*" in text:
        text = text.replace("*", "")

    def join(match: re.Match[str]) -> str:
        whole = SEPARATORS.sub("", match.group())
        if not subjects_of(whole) or any(subjects_of(part) for part in SEPARATORS.split(match.group())):
            return match.group()
        reading.broken_words += 1
        return whole

    def plain(match: re.Match[str]) -> str:
        written = match.group()
        if written.isalpha() or written.isdigit() or (written[0] == "@" and written[1:].isalnum()):
            return written
        inner = written.rstrip("!")
        spelt = inner.translate(LEET)
        other = inner.translate(LEET_L).translate(LEET)
        for candidate in (spelt, other):
            if candidate != inner and subjects_of(candidate):
                reading.leet += 1
                return candidate
        if len(inner) > 4 and inner[0].isalpha() and inner[-1].isalpha() and not inner.isalpha():
            reading.leet += 1
            return spelt
        return written

    if DOT_INSIDE.search(text):
        text = DOTTED.sub(join, text)
    if LEET_INSIDE.search(text):
        text = LEET_WORD.sub(plain, text)
    return text

"""Reads what was written by hand: `sources/<language>.spam.txt` and `sources/<language>.ham.txt`.

A line begins with its sign and a blank; empty lines and lines that begin with `#` count for nothing.

=====  ==========================================================================================
sign   meaning
=====  ==========================================================================================
`@`    a slot and its values: `@ city = Kiel|Ulm`
`*`    spam: the kind of the patterns that follow
`=`    ham: a topic and the words its article is about: `= rent | rent cap, flat`; `= contact` has none
`-`    ham: a whole text, written once, used once
`%`    a pattern to be expanded; after ` ~ ` it may set `name=` and `url=`
`+`    ham: a sentence under the topic, combined with others
`<`    ham: how a combined comment may begin
`>`    ham: how it may end
`!`    ham: how it may point to a source (slot `{src}`)
=====  ==========================================================================================
"""

from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "sources"
LANGUAGES = ("de", "en", "nl", "fr", "it", "es", "pt")


@dataclass
class Topic:
    """An article, and what its readers write."""

    name: str
    terms: list[str]
    whole: list[str] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


@dataclass
class Source:
    """All that was written by hand for one language."""

    slots: dict[str, list[str]] = field(default_factory=dict)
    spam: dict[str, list[str]] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    openings: list[str] = field(default_factory=list)
    endings: list[str] = field(default_factory=list)
    pointers: list[str] = field(default_factory=list)


def read(language: str) -> Source:
    """Raises ValueError for a line whose sign is unknown."""
    source = Source()
    for label in ("ham", "spam"):
        path = FOLDER / f"{language}.{label}.txt"
        patterns: list[str] = []
        topic = Topic("", [])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            sign, _, rest = line.strip().partition(" ")
            if not sign or sign == "#":
                continue
            if sign == "@":
                slot, _, values = rest.partition(" = ")
                source.slots[slot] = values.split("|")
            elif sign == "*":
                patterns = source.spam.setdefault(rest, [])
            elif sign == "=":
                name, _, terms = rest.partition("|")
                topic = Topic(name.strip(), [term.strip() for term in terms.split(",") if term.strip()])
                source.topics.append(topic)
                patterns = topic.patterns
            elif sign == "%":
                patterns.append(rest)
            elif sign in "-+<>!":
                {"-": topic.whole, "+": topic.sentences, "<": source.openings, ">": source.endings,
                 "!": source.pointers}[sign].append(rest)  # fmt: skip
            else:
                raise ValueError(f"{path.name}, line {number}: unknown sign {sign!r}.")
    return source

"""Ways in which spammers disguise a text, for measuring what each costs the filter."""

import random
import re
from collections.abc import Callable

LOOKALIKES = str.maketrans("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ")
LEET = str.maketrans("aeios", "43105")
FULL_WIDTH = {ord(a): ord(a) + 0xFEE0 for a in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
BOLD = {ord(a): 0x1D41A + at for at, a in enumerate("abcdefghijklmnopqrstuvwxyz")}
ACCENTS = str.maketrans("aeiou", "àéîõü")
LINK = re.compile(r"(\S*(?:://|www\.|\w\.\w\w)\S*)")
HONEST = {
    "de": "Danke für den ausführlichen Bericht. Ich wohne seit Jahren hier "
    "und sehe das jeden Tag auf dem Weg zur Arbeit. "
    "Meine Nachbarin meinte gestern, der Stadtrat hätte "
    "das längst entscheiden müssen, und ich gebe ihr recht. ",
    "en": "Thank you for the detailed report. I have lived here "
    "for years and see it every day on my way to work. "
    "My neighbour said yesterday that the council should have decided this long ago, and I agree with her. ",
}


def _words(text: str, change: Callable[[str], str], share: float, chance: random.Random) -> str:
    """Change a share of the words, never the links: those have to work."""
    parts = [
        part if LINK.fullmatch(part) or chance.random() > share or len(part) < 4 else change(part)
        for part in re.split(r"(\s+)", text)
    ]
    return "".join(parts)


def _inside(sign: str) -> Callable[[str], str]:
    return lambda word: sign.join((word[: len(word) // 2], word[len(word) // 2 :]))


CHANGES: dict[str, tuple[Callable[[str], str], float]] = {
    "look-alike letters": (lambda word: word.translate(LOOKALIKES), 1.0),
    "zero-width characters": (lambda word: "\u200b".join(word), 1.0),
    "soft hyphens": (lambda word: "\u00ad".join(word), 1.0),
    "leetspeak": (lambda word: word.translate(LEET), 0.6),
    "s p a c i n g": (lambda word: " ".join(word), 0.4),
    "d.o.t.s": (lambda word: ".".join(word), 0.4),
    "full-width letters": (lambda word: word.translate(FULL_WIDTH), 1.0),
    "mathematical letters": (lambda word: word.lower().translate(BOLD), 1.0),
    "accents": (lambda word: word.translate(ACCENTS), 1.0),
    "empty tags": (_inside("<b></b>"), 1.0),
    "cut by a hyphen": (_inside("-"), 0.6),
    "cAsE": (lambda word: "".join(a.upper() if at % 2 else a.lower() for at, a in enumerate(word)), 1.0),
    "typing errors": (lambda word: word[:1] + word[2:3] + word[1:2] + word[3:], 0.4),
}


def obfuscate(text: str, kind: str, seed: int) -> str:
    """The text in a disguise."""
    change, share = CHANGES[kind]
    return _words(text, change, share, random.Random(seed))


def pad(text: str, language: str, times: int) -> str:
    """Honest words before and after; in English for languages that have none here."""
    honest = HONEST.get(language, HONEST["en"]) * times
    return f"{honest}\n{text}\n{honest}"

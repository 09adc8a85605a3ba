"""What senders do to a text so that word lists miss it; and what honest hurried people do to theirs."""

import random
import re

LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5"})
LOOK_ALIKES = str.maketrans("aeopcxyiAEOPCXBHKMT", "аеорсхуіАЕОРСХВНКМТ")
HOST = re.compile(r"\w\.[a-z]{2,}")
LETTERS_IN_A_ROW = re.compile(r"(?<![\w./@:=-])[^\W\d_]{5,}(?![\w./@:=-])")
WITHOUT_MARKS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ñ": "n", "ç": "c"}
    | dict(zip("éèêàáâãíìóòôõúùû", "eeeaaaaiioooouuu", strict=True))
)


def disguised(text: str, rng: random.Random) -> str:
    """The text with some longer words obfuscated in one manner. Links stay, or they would not work."""
    manner = rng.choice((_leet, _zero_width, _spaced, _look_alike, _mixed_case, _dotted))
    share = rng.uniform(0.25, 0.7)
    return LETTERS_IN_A_ROW.sub(lambda w: manner(w[0], rng) if rng.random() < share else w[0], text)


def hurried(text: str, rng: random.Random) -> str:
    """The text as someone types it on a telephone, in anger or on a foreign keyboard."""
    if HOST.search(text):  # a link is pasted, not typed
        return text
    manner = rng.choice(("lower", "upper", "marks", "swap", "marks_doubled", "drop"))
    if manner == "lower":
        return text.lower()
    if manner == "upper":
        return text.upper() if len(text) < 200 else text
    if manner == "marks":
        return text.translate(WITHOUT_MARKS)
    if manner == "marks_doubled":
        return re.sub(r"([!?.])(?=\s|$)", lambda m: m[1] * rng.randrange(2, 5), text)
    places = [m.start() + 2 for m in re.finditer(r"[^\W\d_]{6,}", text)]
    for at in rng.sample(places, min(len(places), 1 + len(text) // 120)):
        if manner == "swap":
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        else:
            text = text[:at] + "\0" + text[at + 1 :]
    return text.replace("\0", "")


def _leet(word: str, rng: random.Random) -> str:
    return word[0] + word[1:].translate(LEET)


def _zero_width(word: str, rng: random.Random) -> str:
    return rng.choice("\u200b\u200c\u200d\u2060\u00ad").join(word)


def _spaced(word: str, rng: random.Random) -> str:
    return " ".join(word)


def _look_alike(word: str, rng: random.Random) -> str:
    return word.translate(LOOK_ALIKES)


def _mixed_case(word: str, rng: random.Random) -> str:
    return "".join(c.upper() if i % 2 else c.lower() for i, c in enumerate(word))


def _dotted(word: str, rng: random.Random) -> str:
    return rng.choice(".*-_").join(word)

"""How it is written: shouting, amounts of money, pictures in place of words."""

import re
from collections.abc import Iterator

from presswerk.spam.features.evidence import Evidence, step
from presswerk.spam.reading import Reading
from presswerk.spam.reading.language import is_gibberish
from presswerk.spam.submission import Submission

MONEY = re.compile(
    r"[$€£¥₿]\s?\d|\d(?<![\d.,]\d)[\d.,]{0,12}\s?(?:[$€£¥₿]|k€|(?:euros?|eur|usd|dollars?|dolares|gbp|chf|franken|francs|btc|eth|usdt|reais|millionen|millions?)\b)",
    re.I,
)
DIGIT = re.compile(r"\d")
PERCENT = re.compile(r"\d\s?(?:%|prozent|percent|procent|pour cent|por ciento|por cento|per cento)", re.I)
QUOTED = re.compile(r"^\W{0,3}\[(?:\.{2,3}|…)\]|\[(?:\.{2,3}|…)\]\W{0,3}$|^trackback\b", re.I)
EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
SHOUT = re.compile(r"\b[A-ZÄÖÜ]{4,}\b")
GREETING = re.compile(
    r"^\W{0,4}(?:hallo|hi|hello|hey|dear|sehr geehrte|guten tag|"
    r"liebe|moin|beste|geachte|bonjour|madame|monsieur|"
    r"cher|salve|buongiorno|ciao|gentile|hola|estimad|buenas|ola|caro|prezad|good (?:day|morning)|greetings)",
    re.I,
)


def style(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """What strikes the eye before a word is read."""
    text = reading.visible
    words = len(reading.words)
    length = step(words, (0, 3, 8, 20, 50, 120, 300))
    yield Evidence(f"words:{length}", 1.0, "length", {"words": words})
    figures = DIGIT.search(text) is not None
    money = len(MONEY.findall(text)) if figures else 0
    if money:
        yield Evidence(f"money:{min(money, 3)}", 1.0, "money", {"count": money})
    if figures and PERCENT.search(text):
        yield Evidence("percent", 1.0, "percent", {})
    shouts = len(SHOUT.findall(text))
    if shouts >= 2 and shouts * 3 > words:
        yield Evidence("shouting:all", 1.0, "shouting", {"count": shouts})
    elif shouts >= 2:
        yield Evidence("shouting:some", 1.0, "shouting", {"count": shouts})
    marks = text.count("!")
    if marks:
        yield Evidence(f"exclamation:{step(marks, (1, 2, 4, 8))}", 1.0, "exclamation", {"count": marks})
    if "?" in text:
        yield Evidence("question", 1.0, "question", {})
    if not text.isascii():
        pictures = len(EMOJI.findall(text))
        if pictures:
            yield Evidence(f"emoji:{step(pictures, (1, 3, 6))}", 1.0, "emoji", {"count": pictures})
    if QUOTED.search(text):
        yield Evidence("quoted", 1.0, "quoted", {})
    if is_gibberish(reading):
        yield Evidence("gibberish", 1.0, "gibberish", {})
    if GREETING.match(text):
        yield Evidence("greeting", 1.0, "greeting", {})
    if words >= 20 and len(reading.unique) < 0.4 * words:
        yield Evidence("monotonous", 1.0, "monotonous", {})

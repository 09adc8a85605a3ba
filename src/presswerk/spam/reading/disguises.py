"""Ways to hide a word from a filter, undone: invisible characters, s p a c i n g, l33t."""

import re

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
INSIDE_WORD = re.compile("(?<=\\w)[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff]+(?=\\w)")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
DOTTED = re.compile(r"(?<!\w)[^\W\d_]{1,12}(?:[.\-_*·•|~+^'’][^\W\d_]{1,12}){1,12}(?!\w)")
DOT_INSIDE = re.compile(r"[^\W\d_][.\-_*·•|~+^'’][^\W\d_]")
LEET_INSIDE = re.compile(r"[a-z][@$!|€£0-9]+[a-z]|(?<!\w)[@$!€0-9][a-z]{2}")
SEPARATORS = re.compile(r"[ .\-_*·•|/\\~+,^'’]+")
LEET_WORD = re.compile(
    r"(?<!\w)[a-z@$!|€£0-9]{0,24}(?:[a-z][@$!|€£0-9]{1,3}[a-z]|[@$!€0-9][a-z]{2})[a-z@$!|€£0-9]{0,24}"
)
LEET = str.maketrans(
    {
        "0": "o",
        "1": "i",
        "3": "e",
        "4": "a",
        "5": "s",
        "7": "t",
        "8": "b",
        "@": "a",
        "$": "s",
        "!": "i",
        "|": "l",
        "€": "e",
        "£": "l",
        "9": "g",
    }
)
LEET_L = str.maketrans({"1": "l"})

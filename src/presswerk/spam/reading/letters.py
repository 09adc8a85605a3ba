"""Letters that are drawn like others, folded to the ones they imitate.

The pairs follow the idea of Unicode Technical Standard 39 (confusables); compatibility forms (mathematical,
full-width, circled letters) are folded by Unicode's own NFKC. What NFKC leaves (small capitals, turned and
barred letters, letters in squares) is found by the names in Python's Unicode database.
"""

import re
import unicodedata
from functools import cache

CYRILLIC = dict(zip("аеорсухіјѕԁһԛԝвкмнтгпьӏүѵ", "aeopcyxijsdhqwbkmhtrnblyv", strict=True))
GREEK = dict(zip("αβγεηικνορτυχωςϳ", "abyenikvoptuxwcj", strict=True))
ARMENIAN = dict(zip("աոսօհյզցպւ", "wnuohjqgwl", strict=True))
CHEROKEE = dict(zip("ꭰꭱꭲꭹꭺꭻꮃꮇꮋꮐꮓꮖꮞꮟꮢꮤꮥꮪꮮꮯꮲꮴꮶꮷ", "driyajwmhgziabrwbslcpukj", strict=True))
RANGES = ((0x0180, 0x02B0), (0x1D00, 0x1DC0), (0x1F130, 0x1F18A), (0x1F1E6, 0x1F200), (0xA730, 0xA7FF))
NAMED = re.compile(
    r"(?:LATIN (?:LETTER )?(?:SMALL |CAPITAL )*LETTER |LATIN LETTER SMALL CAPITAL |"
    r"REGIONAL INDICATOR SYMBOL LETTER |"
    r"NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER |"
    r"LATIN (?:SMALL|CAPITAL) LETTER (?:TURNED |REVERSED |DOTLESS )?)"
    r"(?:TURNED |REVERSED |DOTLESS |SCRIPT |OPEN |BARRED )*([A-Z])(?: WITH .*)?$"
)
OTHERS = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ŧ": "t",
}
FOREIGN = re.compile(
    r"[\u0180-\u02af\u0370-\u058f\u13a0-\u13ff\u1d00-\u1dbf\uab70-\uabbf\U0001f130-\U0001f1ff]"
)


@cache
def table() -> dict[int, str]:
    """For `str.translate`, on lower-case text."""
    folded = {ord(letter): latin for letter, latin in OTHERS.items()}
    for first, last in RANGES:
        for point in range(first, last):
            named = NAMED.match(unicodedata.name(chr(point), ""))
            if named:
                folded[point] = named.group(1).lower()
    for script in (CYRILLIC, GREEK, ARMENIAN, CHEROKEE):
        folded.update({ord(letter): latin for letter, latin in script.items()})
    return folded


def fold(text: str) -> tuple[str, int]:
    """Lower-case text with foreign look-alikes folded, and how many words mixed them with Latin letters.

    Text that is written in another script is left alone: only where Latin letters prevail is a foreign one
    among them a disguise.
    """
    if text.isascii() or not FOREIGN.search(text):
        return text.translate(table()) if not text.isascii() else text, 0
    latin = len(re.findall(r"[a-z]", text))
    foreign = len(FOREIGN.findall(text))
    folded = text.translate(table())
    if latin < foreign and len(re.findall(r"[a-z]", folded)) < 0.9 * (latin + foreign):
        return text, 0
    mixed = sum(
        1
        for word in text.split()
        if FOREIGN.search(word) and not word.isascii() and re.search(r"[a-z]", word)
    )
    return folded, mixed

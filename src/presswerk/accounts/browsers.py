"""The browser in words, from what it says of itself.

Only for people to tell their own devices apart; nothing is decided by it. All browsers claim to be others as
well, so the order is from the particular to the general.
"""

from __future__ import annotations

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Vivaldi", "Vivaldi"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
UNKNOWN = ""
LONGEST = 60


def in_words(user_agent: str) -> str:
    """Browser and system as "Firefox, Windows"; one of the two, or "", where no more is known.

    >>> in_words("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Linux'
    >>> in_words("curl/8.5")
    ''
    """
    found = [
        next((name for mark, name in marks if mark in user_agent), UNKNOWN) for marks in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found))[:LONGEST]

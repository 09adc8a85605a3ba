"""Characters that no database, browser or reader wants, whatever the file says."""

import re
from typing import Any

# C0 controls but tab and line breaks, DEL, C1 controls but NEL, and the two noncharacters of the first plane.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def sound_text(text: str) -> str:
    """The text without control characters; each half of a torn surrogate pair becomes U+FFFD.

    PostgreSQL stores no NUL, and a lone surrogate cannot be written as UTF-8 at all.

    >>> sound_text("Zei\\x00le\\ud83d")
    'Zeile\\ufffd'
    """
    return _LONE_SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


def sound(value: Any) -> Any:
    """The same for everything in a structure of lists and dicts, keys included."""
    if isinstance(value, str):
        return sound_text(value)
    if isinstance(value, list):
        return [sound(item) for item in value]
    if isinstance(value, dict):
        return {sound_text(key): sound(item) for key, item in value.items()}
    return value

"""Signed links of readers and invitations in what is logged: who reads a log must not be able to follow them.

A token is a long part of a path in the letters of base64url. Addresses that people read have small letters
only, so a capital tells a token anywhere; below /comment/ every long part is taken for one.
"""

import logging
import re

MASK = "***"
_TOKEN = re.compile(
    r"(?<=/)(?=[^/\s]*[A-Z])[A-Za-z0-9_-]{20,}(?![A-Za-z0-9_.-])"
    r"|(?<=/comment/)((?:[a-z-]+/){0,3})[A-Za-z0-9_-]{20,}"
)


def masked(text: str) -> str:
    """The text with each token replaced.

    >>> masked("Not Found: /comment/own/AbC3-9xQ27fhskJH2hsdnvUsd8/")
    'Not Found: /comment/own/***/'
    >>> masked("/politik/sturmflut-am-hafen-bricht-alle-rekorde-4711/")
    '/politik/sturmflut-am-hafen-bricht-alle-rekorde-4711/'
    """
    return _TOKEN.sub(lambda found: (found[1] or "") + MASK, text)


class MaskingFilter(logging.Filter):
    """Masks the message of each record. For handlers that write plain lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        return True

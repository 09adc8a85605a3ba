"""Text that XML can hold."""

import re

# Whatever the production Char leaves out (XML 1.0, fifth edition, section 2.2); no escape can bring it in.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""The text without the characters that make XML unreadable, such as control characters from a paste.

    >>> clean("Rat\x00 tagt\x0b")
    'Rat tagt'
    """
    return _NOT_IN_XML.sub("", text)

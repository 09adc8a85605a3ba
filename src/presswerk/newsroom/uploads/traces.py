"""Traces of another format in a file: what is two things at once gets round a check that looks for one."""

from __future__ import annotations

import re
from typing import IO

HEAD_BYTES = 1024
# The end record of a ZIP archive and the longest comment after it (APPNOTE.TXT, section 4.3.16).
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22
_ZIP_TAIL_BYTES = _ZIP_END_BYTES + 65535
# What makes a browser take text for a page (WHATWG MIME Sniffing, section 7.1), and scripts of SVG.
_MARKUP = re.compile(
    rb"<(!doctype|html|head|body|script|iframe|svg|style|table|div|font|title|meta|\?php)\b", re.IGNORECASE
)


def head_of(file: IO[bytes], length: int = HEAD_BYTES) -> bytes:
    """The first bytes; the file is left at its start."""
    file.seek(0)
    head = file.read(length)
    file.seek(0)
    return head


def holds_markup(head: bytes) -> bool:
    """Whether there is HTML, SVG or PHP in these bytes."""
    return _MARKUP.search(head) is not None


def holds_pdf(head: bytes) -> bool:
    """Whether a reader of PDF would open it: it looks for the header in the first 1024 bytes."""
    return b"%PDF-" in head


def holds_archive(file: IO[bytes]) -> bool:
    """Whether the file ends as a ZIP archive does, whatever it begins with. It is left at its start."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _ZIP_TAIL_BYTES))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_ZIP_END)
    if at < 0 or len(tail) - at < _ZIP_END_BYTES:
        return False
    comment_bytes = int.from_bytes(tail[at + 20 : at + 22], "little")
    return at + _ZIP_END_BYTES + comment_bytes == len(tail)

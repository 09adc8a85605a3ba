"""The coded variants of a body.

gzip and Brotli, not Zstandard: every browser takes one of the first two, and at the effort that fits a
rendering (levels 6 and 5) Brotli's HTML is the smallest of the three. A page that misses the first ten
packets of a connection by little is worth more effort: it is there a round trip earlier. Where a body is
coded its identity is not stored: it would take two thirds of the room, and who asks for it (some robots)
gets the gzip unpacked.
"""

import gzip
import zlib
from collections.abc import Sequence

WORTH_BYTES = 860  # below that an answer fits one packet whether coded or not
GZIP_LEVEL = 6
BROTLI_QUALITY = 5
BROTLI_BEST_QUALITY = 10  # a tenth smaller, and twenty times the work: 35 ms of 57 KB
# TCP's initial window (RFC 6928) in segments of 1,460 bytes, less what our headers take.
FIRST_ROUND_BYTES = 10 * 1460 - 1600
IDENTITY = "identity"
_TEXTUAL = (
    "text/", "application/json", "application/feed+json", "application/ld+json", "application/xml",
    "application/rss+xml", "application/atom+xml", "application/javascript", "application/manifest+json",
    "image/svg+xml",
)  # fmt: skip


def variants(body: bytes, content_type: str) -> dict[str, bytes]:
    """The bodies to store by coding: gzip and br, or the identity alone where coding is not worth it."""
    if not is_worth_coding(body, content_type):
        return {IDENTITY: body}
    packed = {coding: pack(body) for coding, pack in _PACKERS.items()}
    return packed if len(packed["gzip"]) < len(body) else {IDENTITY: body}


def is_worth_coding(body: bytes, content_type: str) -> bool:
    """Whether it is text, and too much of it for one packet."""
    return len(body) > WORTH_BYTES and content_type.lower().startswith(_TEXTUAL)


def coded(body: bytes, accepted: Sequence[str]) -> tuple[str, bytes]:
    """The first accepted coding (see `negotiation.codings`) and the body in it, for an answer not stored."""
    pack = _PACKERS.get(accepted[0])
    return (accepted[0], pack(body)) if pack else (IDENTITY, body)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def _brotli(body: bytes) -> bytes:
    import brotli  # only processes that render need it

    packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
    if FIRST_ROUND_BYTES < len(packed) <= FIRST_ROUND_BYTES * 1.1:
        packed = brotli.compress(body, quality=BROTLI_BEST_QUALITY)
    return packed


_PACKERS = {"gzip": _gzip, "br": _brotli}


def identity_of(packed: bytes) -> bytes:
    """The identity of a stored gzip. Raises zlib.error when it is damaged."""
    return zlib.decompress(packed, wbits=31)

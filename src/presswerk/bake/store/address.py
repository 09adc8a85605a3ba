"""Which page is meant: the site's host, the path and the canonical query, and the key made of them."""

from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

KEY_BYTES = 16  # LMDB takes keys of 511 bytes at most, so addresses are hashed
_SAFE_IN_PATH = "/:@!$&'()*+,;=-._~"  # RFC 3986, pchar


class Address(NamedTuple):
    """A public address in its one spelling.

    ``host`` is the site's configured host name (never the raw Host of a request), ``path`` is percent-encoded
    as `normal_path` does it, ``query`` holds known parameters only, in canonical order, without "?".
    """

    host: str
    path: str
    query: str = ""

    @property
    def key(self) -> bytes:
        """16 bytes, the same in every process and version."""
        return blake2b("\0".join(self).encode(), digest_size=KEY_BYTES).digest()

    def __str__(self) -> str:
        return f"//{self.host}{self.path}" + (f"?{self.query}" if self.query else "")


def normal_path(path: str) -> str:
    """One spelling for all percent-encodings of a path (RFC 3986, 6.2.2).

    >>> normal_path("/k%c3%bcste/%7Eanna")
    '/k%C3%BCste/~anna'
    >>> normal_path("/küste/"), normal_path("/a%2Fb")
    ('/k%C3%BCste/', '/a%2Fb')
    """
    if path.isascii() and "%" not in path:
        return quote(path, safe=_SAFE_IN_PATH)
    # An encoded slash is no slash: it must not change which segments there are.
    return "%2F".join(
        quote(unquote_to_bytes(part), safe=_SAFE_IN_PATH) for part in path.replace("%2f", "%2F").split("%2F")
    )

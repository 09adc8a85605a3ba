"""Which page is meant: the site's host, the path and the canonical query, and the key made of them."""

from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote, unquote

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

    @classmethod
    def parse(cls, text: str) -> "Address":
        """The address that ``str()`` wrote."""
        place, _, query = text.removeprefix("//").partition("?")
        host, slash, path = place.partition("/")
        return cls(host, slash + path, query)


def encoded_path(decoded: str) -> str:
    """The one spelling of a path that a server has decoded (RFC 3986, 6.2.2).

    >>> encoded_path("/küste/~anna"), encoded_path("/100%")
    ('/k%C3%BCste/~anna', '/100%25')
    """
    return quote(decoded, safe=_SAFE_IN_PATH)


def normal_path(path: str) -> str:
    """One spelling for all percent-encodings of a path. An encoded slash is a slash, as Django has it.

    >>> normal_path("/k%c3%bcste/%7Eanna"), normal_path("/a%2Fb")
    ('/k%C3%BCste/~anna', '/a/b')
    """
    return encoded_path(unquote(path))

"""The fields of a call to the Akismet addresses: form-encoded or multipart, in whatever charset."""

import codecs
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes

MOST_FIELDS = 2000
LONGEST_NAME_BYTES = 200
LONGEST_PART_HEAD_BYTES = 1000

# Charsets that sites name in blog_charset and that hold ASCII as it is. UTF-7, UTF-16 and Python's other
# codecs are not among them: a filter must read what the site's visitors read.
_CHARSETS = frozenset({
    "ascii", "utf-8", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "shift_jis", "cp932", "euc_jp",
    "euc_kr", "johab", "cp949", "koi8-r", "koi8-u", "mac-roman", "cp866", "tis-620",
    *(f"iso8859-{part}" for part in range(1, 17)),
    *(f"cp125{part}" for part in range(9)),
})  # fmt: skip
# What says "Latin 1" and holds umlauts in UTF-8 is more often wrong about the charset than about the text.
_OFTEN_WRONG = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})
_PHP_LIST_END = re.compile(r"\[[^\]]*\]")


class Form:
    """Fields by name. A value is decoded when it is asked for: the charset is a field itself, and of what
    WordPress sends, most is never asked for.
    """

    def __init__(self, pairs: Iterable[tuple[str, bytes]], charset: str = "", *, escaped: bool = False):
        """``escaped``: the values still bear the escapes of a form (`%C3`, `+`)."""
        self._values: dict[str, list[bytes]] = {}
        self._escaped = escaped
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)
        named = self._plain(self._values.get("blog_charset", [b""])[-1]).decode("ascii", "replace")
        self._charset = python_charset(named or charset)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __len__(self) -> int:
        return len(self._values)

    def text(self, name: str) -> str:
        """The last value of the field, "" when it was not sent; NUL characters are left out."""
        values = self._values.get(name)
        return self._decode(values[-1]) if values else ""

    def word(self, name: str) -> str:
        """The same without blanks around it."""
        return self.text(name).strip()

    def all(self, name: str) -> list[str]:
        """Every value of `name`, `name[]`, `name[0]`, …, as PHP writes lists."""
        found = []
        for own, values in self._values.items():
            if own == name or (own.startswith(name) and _PHP_LIST_END.fullmatch(own, len(name))):
                found += [self._decode(value) for value in values]
        return found

    def _plain(self, value: bytes) -> bytes:
        return unquote_to_bytes(value.replace(b"+", b" ")) if self._escaped else value

    def _decode(self, value: bytes) -> str:
        return decode(self._plain(value), self._charset).replace("\0", "")


def python_charset(name: str) -> str:
    """Python's name of a charset that sites use; "utf-8" for others.

    >>> python_charset("ISO-8859-1"), python_charset("windows-1251"), python_charset("utf-7")
    ('iso8859-1', 'cp1251', 'utf-8')
    """
    try:
        found = codecs.lookup(name.strip()[:40]).name if name.strip() else "utf-8"
    except (LookupError, ValueError):
        return "utf-8"
    return found if found in _CHARSETS else "utf-8"


def decode(value: bytes, charset: str) -> str:
    """The text, with U+FFFD for what the charset does not hold. Never raises."""
    if charset in _OFTEN_WRONG or charset == "utf-8":
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            # Browsers read Latin 1 as Windows-1252 (WHATWG Encoding, "iso-8859-1" is a label of it).
            return value.decode("cp1252" if charset != "iso8859-15" else charset, "replace")
    return value.decode(charset, "replace")


def read_form(content_type: str, query: bytes, body: bytes) -> Form:
    """The fields of address and body together; the body's come last and count. Never raises."""
    kind, _, rest = content_type.partition(";")
    parameters = dict(_parameters(rest))
    charset = parameters.get("charset", "")
    if kind.strip().lower() == "multipart/form-data":
        of_address = [
            (name, unquote_to_bytes(value.replace(b"+", b" "))) for name, value in _urlencoded(query)
        ]
        return Form([*of_address, *_multipart(body, parameters.get("boundary", ""))], charset)
    # Old clients name no type, or text/plain; what they send is a form all the same.
    return Form([*_urlencoded(query), *_urlencoded(body)], charset, escaped=True)


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        name, _, value = part.partition("=")
        yield name.strip().lower(), value.strip().strip('"')


def _urlencoded(data: bytes) -> Iterator[tuple[str, bytes]]:
    for pair in data.split(b"&", MOST_FIELDS)[:MOST_FIELDS]:
        name, _, value = pair.partition(b"=")
        if 0 < len(name) <= LONGEST_NAME_BYTES:
            if b"%" in name or b"+" in name:
                name = unquote_to_bytes(name.replace(b"+", b" "))
            yield name.decode("utf-8", "replace").strip(), value


def _multipart(body: bytes, boundary: str) -> Iterator[tuple[str, bytes]]:
    """The parts of a form (RFC 7578), one level deep: the standard library's parser has no bound of time."""
    if not boundary:
        return
    delimiter = b"--" + boundary.encode("latin-1", "replace")
    for part in body.split(delimiter, MOST_FIELDS)[1:]:
        head, separator, value = part.partition(b"\r\n\r\n")
        if not separator or len(head) > LONGEST_PART_HEAD_BYTES:
            continue
        name = re.search(rb'(?i)content-disposition:[^\r\n]*?[;\s]name="([^"\r\n]*)"', head)
        if name and 0 < len(name[1]) <= LONGEST_NAME_BYTES:
            yield name[1].decode("utf-8", "replace"), value.removesuffix(b"\r\n")

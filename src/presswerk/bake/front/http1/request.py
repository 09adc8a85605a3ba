"""A request as the front sees it."""

from urllib.parse import unquote_to_bytes

_MOST_REMEMBERED = 20_000
_targets: dict[bytes, tuple[str, str, str | None]] = {}


class Headers:
    """The headers in the order in which they came; names in lower case."""

    __slots__ = ("_first", "_items", "has_two_hosts")

    def __init__(self) -> None:
        self._items: list[tuple[str, str]] = []
        self._first: dict[str, str] = {}
        self.has_two_hosts = False

    def add(self, name: bytes, value: bytes) -> None:
        """Take one in."""
        text = name.decode("latin-1").lower()
        content = value.decode("latin-1")
        self._items.append((text, content))
        if text not in self._first:
            self._first[text] = content
        elif text == "host":
            self.has_two_hosts = True  # RFC 9112, 3.2: such a request is refused

    def get(self, name: str, default: str | None = None) -> str | None:
        """The first of this name."""
        return self._first.get(name, default)

    def get_all(self, name: str) -> list[str]:
        """All of this name."""
        return [value for one, value in self._items if one == name] if name in self._first else []

    def items(self) -> list[tuple[str, str]]:
        """All."""
        return self._items

    def __contains__(self, name: str) -> bool:
        return name in self._first

    def __len__(self) -> int:
        return len(self._items)


class Scope:
    """Everything but the body. ``path`` is decoded, ``query_string`` is not."""

    __slots__ = ("authority", "client", "headers", "method", "path", "proto", "query_string", "scheme")

    def __init__(self, method: str, target: bytes, headers: Headers, client: str):
        self.proto = "http"
        self.scheme = "http"
        self.method = method
        self.headers = headers
        self.client = client
        known = _targets.get(target)
        if known is None:
            known = _split(target)
            if len(_targets) >= _MOST_REMEMBERED:
                _targets.clear()
            _targets[target] = known
        self.path, self.query_string, self.authority = known


def _split(target: bytes) -> tuple[str, str, str | None]:
    """Path, query and authority (of a target in absolute form; RFC 9112, 3.2)."""
    authority = None
    if target[:7].lower() == b"http://" or target[:8].lower() == b"https://":
        rest = target.partition(b"://")[2]
        end = next((place for place, byte in enumerate(rest) if byte in b"/?#"), len(rest))
        authority = rest[:end].decode("latin-1")
        target = rest[end:]
        if not target.startswith(b"/"):
            target = b"/" + target
    path, _, query = target.partition(b"#")[0].partition(b"?")
    if b"%" in path:
        path = unquote_to_bytes(path)
    return path.decode("utf-8", "replace"), query.decode("latin-1"), authority

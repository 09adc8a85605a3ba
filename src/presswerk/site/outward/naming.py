"""Which file stands for an address."""

from urllib.parse import unquote

from presswerk.bake.store import Address

NOT_FOUND = "/-/"  # asked for the page that is shown where nothing is
_INDEX = {
    "application/rss+xml": "index.xml",
    "application/json": "index.json",
    "application/xml": "index.xml",
}
# The one hidden place whose files are for everybody (RFC 8615).
_WELL_KNOWN = ".well-known/"
_BEFORE = "before="


def file_name(address: Address, content_type: str) -> str | None:
    """The path of the file below the site's folder; None where the address cannot be a file.

    >>> file_name(Address("paper.example", "/politik/"), "text/html; charset=utf-8")
    'politik/index.html'
    >>> file_name(Address("paper.example", "/politik/", "before=7"), "text/html")
    'politik/before-7.html'
    >>> file_name(Address("paper.example", "/feed/"), "application/rss+xml; charset=utf-8")
    'feed/index.xml'
    >>> file_name(Address("paper.example", "/../etc/"), "text/html") is None
    True
    """
    if address.path == NOT_FOUND:
        return "404.html"
    path = unquote(address.path).removeprefix("/")
    if path.endswith("/") or not path:
        path += _last_name(address.query, content_type) or "/"
    elif address.query:
        return None
    return path if is_plain(path) else None


def _last_name(query: str, content_type: str) -> str:
    if not query:
        return _INDEX.get(content_type.partition(";")[0].strip(), "index.html")
    number = query.removeprefix(_BEFORE)
    return f"before-{number}.html" if query.startswith(_BEFORE) and number.isdigit() else ""


def is_plain(path: str) -> bool:
    """Whether the path leads nowhere but down, past no hidden name, and fits a file system.

    >>> is_plain(".well-known/security.txt"), is_plain("politik/.well-known/x"), is_plain(".git/config")
    (True, False, False)
    """
    parts = path.removeprefix(_WELL_KNOWN).split("/")
    return "\0" not in path and all(
        part and not part.startswith(".") and len(part.encode()) <= 240 for part in parts
    )

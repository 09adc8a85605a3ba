"""The hosts that a comment links to."""

from presswerk.spam.reading import read
from presswerk.spam.reading.addresses import host_of

MOST = 20


def hosts_of(text: str, website: str = "") -> list[str]:
    """Hosts of the links in a text and of the author's website, disguised ones too, each once."""
    found = [*read(text).hosts]
    if website and (own := host_of(website)):
        found.append(own)
    return list(dict.fromkeys(found))[:MOST]


def is_below(host: str, of: str) -> bool:
    """Whether a host is another one or lies below it.

    >>> is_below("a.example.org", "example.org"), is_below("badexample.org", "example.org")
    (True, False)
    """
    return host == of or host.endswith(f".{of}")

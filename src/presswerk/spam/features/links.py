"""Links: how many, to whom, and whether they are what they seem."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from presswerk.spam.features.evidence import Evidence, step
from presswerk.spam.reading import Reading
from presswerk.spam.reading.addresses import host_of
from presswerk.spam.submission import Submission

COMMON_ENDINGS = {
    "com",
    "net",
    "org",
    "de",
    "at",
    "ch",
    "nl",
    "be",
    "fr",
    "it",
    "es",
    "pt",
    "uk",
    "eu",
    "gov",
    "edu",
    "br",
}
LOOKED_AT = 5
PATH_WORD = re.compile(r"[^\W\d_]{3,20}")


@cache
def reputable() -> frozenset[str]:
    """Hosts and endings that honest writers cite; the list is the project's own."""
    file = resources.files("presswerk.spam.data").joinpath("reputable.txt")
    lines = file.read_text(encoding="ascii").splitlines()
    return frozenset(host for line in lines if not line.startswith("#") for host in line.split())


def is_reputable(host: str) -> bool:
    """Whether the host or what it stands under is on the list.

    >>> is_reputable("www.statistik.gv.at"), is_reputable("gv.at.example.com")
    (True, False)
    """
    known = reputable()
    while host:
        if host in known:
            return True
        host = host.partition(".")[2]
    return False


@cache
def shorteners() -> frozenset[str]:
    """Hosts that hide where a link leads (splorp/wordpress-comment-blacklist, MIT;
    docs/reference/spam-data.md)."""
    file = resources.files("presswerk.spam.data").joinpath("shorteners.txt")
    lines = file.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def links(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """The links of the text, and the website that the author named."""
    if reading.links:
        yield from _count(reading)
        yield from _hosts(reading)
    for shown, real in reading.mismatches[:1]:
        yield Evidence("link:mismatch", 1.0, "link_mismatch", {"shown": shown[:100], "host": real[:100]})
    if submission.url:
        yield from _website(submission.url)


def _count(reading: Reading) -> Iterator[Evidence]:
    many = step(reading.links, (1, 2, 3, 5, 10, 50))
    yield Evidence(f"links:{many}", 1.0, "links", {"count": reading.links})
    if reading.links >= 2:
        yield Evidence("links:several", 1.0, "links", {"count": reading.links})
    words = len(reading.words)
    if words < 12 * min(reading.links, 300):
        yield Evidence("links:few words", 1.0, "mostly_links", {"count": reading.links, "words": words})
    if words < 3:
        yield Evidence("links:no words", 1.0, "mostly_links", {"count": reading.links, "words": words})


def _hosts(reading: Reading) -> Iterator[Evidence]:
    hosts = reading.hosts[:LOOKED_AT]
    cited = [host for host in hosts if is_reputable(host)]
    if cited:
        all_of_them = len(cited) == len(hosts)
        name = "host:only reputable" if all_of_them else "host:some reputable"
        yield Evidence(name, 1.0, "reputable", {"host": cited[0][:100]})
    for host in hosts:
        ending = host.rpartition(".")[2]
        yield Evidence(f"host:{host[:80]}", 1.0, "host", {"host": host[:100]})
        yield Evidence(f"ending:{ending[:12]}", 0.5, "host", {"host": host[:100]})
        if ending not in COMMON_ENDINGS:
            yield Evidence("ending:rare", 1.0, "rare_ending", {"host": host[:100]})
        if host in shorteners():
            yield Evidence("host:shortener", 1.0, "shortener", {"host": host[:100]})
        if "xn--" in host or not host.isascii():
            yield Evidence("host:punycode", 1.0, "punycode", {"host": host[:100]})
        if host.count("-") >= 2 or sum(letter.isdigit() for letter in host[:100]) >= 3:
            yield Evidence("host:odd", 1.0, "odd_host", {"host": host[:100]})
    for host, path in reading.urls[:LOOKED_AT]:
        pieces = PATH_WORD.findall(f"{host.rpartition('.')[0]} {path[:120]}".lower())
        for word in pieces[:8]:
            yield Evidence(f"in link:{word}", 0.5, "link_word", {"word": word, "host": host[:100]})


def _website(url: str) -> Iterator[Evidence]:
    host = host_of(url)
    if not host:
        return
    yield Evidence("website", 1.0, "website", {"host": host[:100]})
    ending = host.rpartition(".")[2]
    yield Evidence(f"website:{host[:80]}", 1.0, "website", {"host": host[:100]})
    if ending not in COMMON_ENDINGS:
        yield Evidence("website:rare", 1.0, "rare_ending", {"host": host[:100]})
    if host in shorteners():
        yield Evidence("host:shortener", 1.0, "shortener", {"host": host[:100]})
    path = url.partition(host)[2].strip("/")
    if path:
        yield Evidence("website:deep", 1.0, "website_deep", {"host": host[:100]})
    for word in PATH_WORD.findall(f"{host.rpartition('.')[0]} {path[:120]}".lower())[:8]:
        yield Evidence(f"in link:{word}", 0.5, "link_word", {"word": word, "host": host[:100]})
    if host.count("-") >= 2:
        yield Evidence("host:odd", 1.0, "odd_host", {"host": host[:100]})

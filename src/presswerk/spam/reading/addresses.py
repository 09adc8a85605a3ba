"""Web and mail addresses in a text."""

import re
from dataclasses import dataclass

TLDS = (
    "com|net|org|info|biz|eu|de|at|ch|nl|be|fr|it|es|pt|uk|us|ca|br|ru|su|ua|pl|cz|cn|in|io|co|me|tv|to|ly|gl|gd|cc|ws|"
    "xyz|top|club|online|site|shop|store|live|life|pro|vip|win|bet|casino|icu|buzz|click|link|work|space|website|tk|ml|ga|"
    "cf|gq|pw|app|dev|ai|blog|news|media|agency|loan|loans|date|men|stream|download|best|fun|monster|rest|cyou|sbs|test|"
    "example|invalid|tokyo|london|berlin|world|today|email|group|finance|money|network|digital|tech|cloud|mobi|name|page"
)
URL = re.compile(
    r"(?:(?:h(?:tt|xx)ps?|ftp):/{1,3}|www\.)([^\s/?#<>\"'()\[\]{}|\\^`,;!]{1,253})([^\s<>\"'\[\]{}|\\^`]{0,500})",
    re.I,
)
BARE = re.compile(
    rf"(?<![\w@./-])((?:[\w-]{{1,63}}\.){{1,4}}(?:{TLDS}))(?![\w@-])((?:/[^\s<>\"'\[\]]{{0,200}})?)", re.I
)
SPELT = re.compile(
    rf"(?<!\w)([\w-]{{2,63}})\s{{0,2}}[(\[{{]?\s{{0,1}}(?:dot|punkt|punto|punt|point|ponto)\s{{0,1}}[)\]}}]?\s{{0,2}}((?:{TLDS}))(?!\w)",
    re.I,
)
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}(?!\w)", re.I)
DOT_BETWEEN_WORDS = re.compile(r"\w\.\w")
SPELT_DOTS = ("dot", "punkt", "punto", "punt", "point", "ponto")
FREE_MAIL = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|yahoo|gmx|web|mail|aol|proton|protonmail|icloud|yandex)\.", re.I
)


@dataclass(slots=True)
class Addresses:
    """What was found, and the text without it."""

    text: str
    urls: list[tuple[str, str]]
    """Host in lower case, and the rest of the address."""
    mails: list[str]
    spelt: int
    """Addresses written to be missed, such as `name (dot) com`."""


def take_addresses(text: str) -> Addresses:
    """Find and take out all addresses. Bounded: it gets at most 4,001 characters."""
    urls: list[tuple[str, str]] = []
    mails: list[str] = []
    spelt = 0
    if "@" in text:
        mails = MAIL.findall(text)
        text = MAIL.sub(" ", text)
    if "://" in text or "www." in text.lower() or ":/" in text:
        urls += [(clean_host(host), rest) for host, rest in URL.findall(text)]
        text = URL.sub(" ", text)
    # The plain looks before the costly patterns halve the time of an ordinary comment.
    if DOT_BETWEEN_WORDS.search(text):
        bare = BARE.findall(text)
        if bare:
            urls += [(clean_host(host), rest) for host, rest in bare]
            text = BARE.sub(" ", text)
    lower = text.lower()
    hidden = SPELT.findall(text) if any(dot in lower for dot in SPELT_DOTS) else []
    if hidden:
        urls += [(f"{name}.{end}".lower(), "") for name, end in hidden]
        spelt = len(hidden)
        text = SPELT.sub(" ", text)
    return Addresses(text, urls, mails, spelt)


def clean_host(host: str) -> str:
    """Without user, port, `www.` and case.

    >>> clean_host("me@WWW.Example.org:8080")
    'example.org'
    """
    host = host.rpartition("@")[2].partition(":")[0].lower().strip(".")
    return host.removeprefix("www.")


def host_of(url: str) -> str:
    """The host of an address that may lack its scheme; empty where there is none."""
    rest = url.strip()[:2_000]
    rest = rest.partition("://")[2] if "://" in rest else rest.removeprefix("//")
    host = clean_host(re.split(r"[/?#\s]", rest, maxsplit=1)[0])
    return host if "." in host else ""

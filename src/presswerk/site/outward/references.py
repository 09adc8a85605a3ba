"""What a page takes along: pictures and other uploads to link, feeds and documents to ask for."""

import re
from urllib.parse import urlsplit

from presswerk.bake.store import Address, normal_path

_MEDIA = re.compile(r"/media/([A-Za-z0-9_.~%/+-]+)")
_ASKED = re.compile(
    r"""["'](?:https?://[^/"'\s]+)?"""
    r"""(/documents/[^"'\s?#]+|/(?:[^"'\s?#]*/)?(?:feed/|feed\.(?:atom|json)|corrections\.rss)|/colours\.css)(?=["'\s])"""
)
_OLDER = re.compile(r'href="([^"?]*)\?(before=[0-9]{1,18})" rel="next"')


def media_in(text: str) -> set[str]:
    """Names of uploaded files that the page shows or offers, below the media folder.

    >>> sorted(media_in('<img src="/media/images/a.webp" srcset="/media/images/b.webp 2x">'))
    ['images/a.webp', 'images/b.webp']
    """
    return {name for name in _MEDIA.findall(text) if not name.startswith("originals/")}


def asked_in(text: str) -> set[str]:
    """Paths of what belongs to the page and is answered by the newspaper itself.

    >>> asked_in('<link href="https://paper.example/politik/feed/"><a href="/politik/">')
    {'/politik/feed/'}
    >>> asked_in('<link href="/politik/feed.atom"><a href="/feed.atomic">')
    {'/politik/feed.atom'}
    """
    return {normal_path(path) for path in _ASKED.findall(text)}


def older_in(text: str, address: Address) -> str:
    """The query of the list's next page; "" where the page has none.

    >>> older_in('<a href="/politik/?before=7" rel="next">', Address("paper.example", "/politik/"))
    'before=7'
    """
    for link, query in _OLDER.findall(text):
        path = urlsplit(link).path or address.path
        if path == address.path and query != address.query:
            return query
    return ""

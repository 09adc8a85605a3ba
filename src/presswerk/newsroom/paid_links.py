"""Links in an advertisement or a paid partnership, marked as paid for.

Google Search Central, "Qualify your outbound links to Google": `sponsored` is for links that are
advertisements or paid placements. Whoever leaves it out puts the whole paper at risk, so nobody has to think
of it.
"""

import re

_LINK = re.compile(r'<a\b(?=[^>]*\bhref="(?:https?:)?//)[^>]*>', re.IGNORECASE)
_REL = re.compile(r'\brel="([^"]*)"', re.IGNORECASE)
_SPONSORED = "sponsored"


def marked(html: str) -> str:
    """The HTML with `sponsored` in the `rel` of each link to another host; what stands there stays.

    >>> marked('<a href="https://example.org/" rel="noopener">x</a> <a href="/lage/">y</a>')
    '<a href="https://example.org/" rel="noopener sponsored">x</a> <a href="/lage/">y</a>'
    """
    return _LINK.sub(_marked, html)


def _marked(link: re.Match[str]) -> str:
    tag = link[0]
    rel = _REL.search(tag)
    if rel is None:
        return f'{tag[:-1]} rel="{_SPONSORED}">'
    if _SPONSORED in rel[1].split():
        return tag
    return f'{tag[: rel.start()]}rel="{rel[1]} {_SPONSORED}"{tag[rel.end() :]}'

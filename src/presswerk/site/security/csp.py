"""Content-Security-Policy as data: which page may load what.

The names follow Django 6 (``django.utils.csp``), so that its middleware can take over on a later version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Policy = Mapping[str, Iterable[str]]

# Of files: what was uploaded must not act in the newspaper's name.
FILE_POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"


class CSP:
    """The keywords of the header, quoted as it wants them."""

    HEADER = "Content-Security-Policy"
    SELF = "'self'"
    NONE = "'none'"
    UNSAFE_INLINE = "'unsafe-inline'"
    DATA = "data:"
    BLOB = "blob:"


def reader_policy(
    frame_hosts: Iterable[str] = (), media_hosts: Iterable[str] = (), scripts: Iterable[str] = ()
) -> dict[str, list[str]]:
    """What readers' pages may load: the newspaper's own files, and nothing that was written into the page.

    ``frame_hosts`` are the origins that an embed may show after a click; ``media_hosts`` the origins of
    pictures and recordings that are stored elsewhere; ``scripts`` the hashes of scripts of our own that stand
    in the page.
    """
    media = [CSP.SELF, *media_hosts]
    return {
        "default-src": [CSP.SELF],
        "script-src": [CSP.SELF, *scripts],
        "style-src": [CSP.SELF],
        "img-src": [*media, CSP.DATA],
        "media-src": media,
        "frame-src": list(frame_hosts) or [CSP.NONE],
        "object-src": [CSP.NONE],
        "base-uri": [CSP.NONE],
        "form-action": [CSP.SELF],
        "frame-ancestors": [CSP.NONE],
    }


def preview_policy(readers: Policy) -> dict[str, list[str]]:
    """The readers' policy for a page that the editor shows in a frame of its own.

    It stays as strict on scripts: a draft of one author runs in the session of whoever reviews it.
    """
    return {**{name: list(sources) for name, sources in readers.items()}, "frame-ancestors": [CSP.SELF]}


def editor_policy(frame_hosts: Iterable[str] = (), media_hosts: Iterable[str] = ()) -> dict[str, list[str]]:
    """What the editor's screens may load. Wagtail writes scripts and styles into some of them."""
    media = [CSP.SELF, *media_hosts]
    return {
        "default-src": [CSP.SELF],
        "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
        "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
        "img-src": [*media, CSP.DATA, CSP.BLOB],
        "media-src": [*media, CSP.BLOB],
        "frame-src": [CSP.SELF, *frame_hosts],
        "object-src": [CSP.NONE],
        "base-uri": [CSP.SELF],
        "form-action": [CSP.SELF],
        "frame-ancestors": [CSP.SELF],
    }


def build_policy(policy: Policy) -> str:
    """The header's value.

    >>> build_policy({"default-src": ["'self'"], "img-src": ["'self'", "data:"]})
    "default-src 'self'; img-src 'self' data:"
    """
    return "; ".join(" ".join([directive, *sources]) for directive, sources in policy.items())

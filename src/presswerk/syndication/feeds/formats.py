"""The formats of feeds, and the addresses under which a list has each."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Format:
    """How a feed is written, and what stands after the address of its page."""

    name: str
    media_type: str
    suffix: str
    of_corrections: str

    @property
    def write(self) -> Callable[[Any], bytes]:
        """From a channel to the bytes that are sent; loaded when the first one is asked for."""
        return import_module(f"presswerk.syndication.feeds.{self.name}").write

    @property
    def content_type(self) -> str:
        """The header's value.

        XML is sent as such: browsers apply no style sheet to a type of their own (Chromium shows plain text).
        Programs look at the root element; the BBC and the Guardian send theirs so as well.
        """
        return f"{'application/xml' if self.media_type.endswith('+xml') else self.media_type}; charset=utf-8"


RSS = Format("rss", "application/rss+xml", "feed/", "corrections.rss")
ATOM = Format("atom", "application/atom+xml", "feed.atom", "corrections.atom")
JSON = Format("json_feed", "application/feed+json", "feed.json", "corrections.json")
FORMATS = (RSS, ATOM, JSON)

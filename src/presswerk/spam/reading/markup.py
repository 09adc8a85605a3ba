"""Markup in a text: HTML, BBCode and Markdown links are taken off, counted, and their targets kept."""

import html
import re
from dataclasses import dataclass, field

# Every repetition is bounded, so that no text can make a pattern slow.
ANCHOR = re.compile(
    r"<a\b[^<>]{0,300}?\bhref\s{0,3}=\s{0,3}[\"']?([^\"'\s<>]{1,500})[^<>]{0,300}>(.{0,200}?)</a\s{0,3}>",
    re.I | re.S,
)
BB_LINK = re.compile(r"\[url\s{0,3}=\s{0,3}[\"']?([^\]\s\"']{1,500})[\"']?\](.{0,200}?)\[/url\]", re.I | re.S)
MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((https?://[^\s()]{1,500})\)")
TAG = re.compile(r"</?[a-z][^<>]{0,600}>|<!--.{0,600}?-->", re.I | re.S)
BREAKING = re.compile(r"</?(?:br|p|div|li|ul|ol|td|tr|h[1-6]|blockquote|table)\b[^<>]{0,300}>", re.I)
BB_TAG = re.compile(
    r"\[/?(?:url|link|b|i|u|s|img|quote|code|size|color|email|list|\*)(?:=[^\[\]]{0,300})?\]", re.I
)


@dataclass(slots=True)
class Stripped:
    """A text without its markup."""

    text: str
    tags: int = 0
    bbcodes: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)
    """Target and what the reader sees of it."""


def strip(text: str) -> Stripped:
    """Take the markup off. Tags inside a word vanish, those between lines become a break."""
    found = Stripped(text)
    if "[" in text:
        _strip_bbcode(found)
    if "<" in text:
        _strip_html(found)
    if "&" in found.text:
        found.text = html.unescape(found.text)
        if "<" in found.text and "<" not in text:  # it was escaped as a whole
            _strip_html(found)
    return found


def _strip_bbcode(found: Stripped) -> None:
    for target, label in BB_LINK.findall(found.text):
        found.links.append((target, label))
    for label, target in MARKDOWN_LINK.findall(found.text):
        found.links.append((target, label))
    found.text = BB_LINK.sub(r" \2 ", found.text)
    found.text = MARKDOWN_LINK.sub(r" \1 ", found.text)
    found.text, found.bbcodes = BB_TAG.subn("", found.text)
    found.bbcodes += 2 * len(found.links)


def _strip_html(found: Stripped) -> None:
    anchors = [(html.unescape(target), TAG.sub("", label)) for target, label in ANCHOR.findall(found.text)]
    found.links += anchors
    text = BREAKING.sub("\n", found.text)
    found.text, found.tags = TAG.subn("", text)

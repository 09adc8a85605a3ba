"""What holds for every text that may come in: it never fails, nothing runs, no word is lost."""

import re
from collections import Counter
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presswerk.newsroom.models import ArticlePage
from presswerk.transfer.markup import blocks_from_html, blocks_from_markdown, blocks_from_text
from presswerk.transfer.markup.characters import sound_text

WORDS = st.text(st.sampled_from("abcdefgäöüßéЖ漢🚢&<>\"'"), min_size=1, max_size=8)
INLINE = ("b", "strong", "i", "em", "a", "span", "u", "code", "small")
BLOCK = ("p", "div", "section", "blockquote", "ul", "ol", "li", "h1", "h2", "h4", "td", "tr", "table", "pre")
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">',
        "<svg onload=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "</p></div></table>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<p style=x:expression(alert(1))",
        "&#106;avascript:",
        "<plaintext>",
        "<table><tr><td",
        "\x00",
        "\ud800",
    ]
)
RUNS = re.compile(
    r"<\s*(script|style|svg|iframe|object|img|math)|\bon\w+\s*=\s*[\"']?alert|javascript:", re.I
)
TAGS = {"p", "b", "i", "a", "ul", "ol", "li", "br"}


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def element(tag: str, inner: str) -> str:
    href = ' href="https://a.example/"' if tag == "a" else ""
    return f"<{tag}{href}>{inner}</{tag}>"


HTML = st.recursive(
    WORDS.map(escaped),
    lambda inner: st.builds(
        lambda tag, parts: element(tag, " ".join(parts)),
        st.sampled_from(INLINE + BLOCK),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


def words(block) -> str:
    """All that a block shows."""
    value = block["value"]
    if block["type"] == "text":
        return without_tags(value)
    if block["type"] == "quotation":
        return without_tags(value["text"]) + value["source"]
    if block["type"] == "table":
        return value["caption"] + "".join(cell for row in value["table"]["data"] for cell in row)
    return value["text"] if block["type"] == "subhead" else ""


def without_tags(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def rich_texts(blocks) -> list[str]:
    return [
        block["value"] if block["type"] == "text" else block["value"]["text"]
        for block in blocks
        if block["type"] in ("text", "quotation")
    ]


def check_sound(blocks) -> None:
    """Rich text has nothing but the editor's tags, and the editor's forms accept every block."""
    for rich in rich_texts(blocks):
        assert set(re.findall(r"</?([a-z0-9]+)", rich)) <= TAGS
        assert not re.search(r"<a (?!href=\"(https?://|mailto:|tel:|/))", rich)
        assert not RUNS.search(re.sub(r">[^<]*", ">", rich))
    field = ArticlePage._meta.get_field("body")
    value = field.to_python([{**block, "id": str(number)} for number, block in enumerate(blocks)])
    field.stream_block.clean(value)


def letters(text: str) -> str:
    """Characters without white space and bullets: how blocks are joined is for the page to say."""
    return re.sub(r"\s|•", "", text)


@given(HTML)
def test_no_word_is_lost_and_none_is_added(html):
    shown = "".join(words(block) for block in blocks_from_html(html).blocks)
    assert Counter(letters(shown)) == Counter(letters(without_tags(html)))


@given(st.lists(st.one_of(HTML, HOSTILE, st.text(max_size=20)), max_size=6).map("".join))
def test_it_never_fails_and_nothing_that_could_run_survives(html):
    check_sound(blocks_from_html(html).blocks)


@settings(max_examples=50)
@given(st.lists(st.one_of(WORDS, HOSTILE, st.sampled_from("*_`#>[]()|-\n ")), max_size=20).map("".join))
def test_markdown_never_fails_and_nothing_that_could_run_survives(text):
    check_sound(blocks_from_markdown(sound_text(text)).blocks)


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_plain_text_keeps_every_character_that_shows(text):
    blocks = blocks_from_text(text).blocks
    check_sound(blocks)
    assert letters("".join(words(block) for block in blocks)) == letters(sound_text(text))


@given(st.text(max_size=50), st.sampled_from(["", "\x00", "\ud83d", "\x1b[31m", "\ufffe"]))
def test_sound_text_can_be_stored_everywhere(text, odd):
    found = sound_text(odd + text)
    found.encode()
    assert "\x00" not in found
    assert sound_text(found) == found


@pytest.mark.parametrize("text", ["Grüße", "漢字", "a\tb\nc", "🚢", "\xa0"])
def test_sound_text_leaves_what_is_sound(text):
    assert sound_text(text) == text

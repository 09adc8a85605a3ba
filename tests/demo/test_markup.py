"""Markdown of the content files as the rich text that is stored."""

import pytest

from presswerk.demo.markup import links_in, rich_text


def resolve(address: str) -> dict[str, str]:
    return {"linktype": "page", "id": address.removeprefix("article/")}


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Ein **Wort** und *noch eins*.", "<p>Ein <b>Wort</b> und <i>noch eins</i>.</p>\n"),
        ("Am Krantor 7\n00000 Fährmoor", "<p>Am Krantor 7<br>\n00000 Fährmoor</p>\n"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>\n"),
        ("1. eins\n2. zwei", "<ol>\n<li>eins</li>\n<li>zwei</li>\n</ol>\n"),
        ("[dort](https://presse.example/)", '<p><a href="https://presse.example/">dort</a></p>\n'),
        ("[mehr](presswerk:article/42)", '<p><a linktype="page" id="42">mehr</a></p>\n'),
        ("Müll & <Maß>", "<p>Müll &amp; &lt;Maß&gt;</p>\n"),
    ],
)
def test_markdown_becomes_stored_rich_text(markdown, html):
    assert rich_text(markdown, resolve) == html


def test_a_script_address_is_no_link():
    assert "<a" not in rich_text("[ja](javascript:alert)", resolve)


def test_links_are_found_in_every_paragraph():
    assert links_in("[a](presswerk:article/x)\n\n[b](mailto:b@presse.example)") == [
        "presswerk:article/x",
        "mailto:b@presse.example",
    ]


def test_a_note_stands_at_its_place():
    markdown = "Alle sechs Jahre.^[DIN 1076, [siehe hier](https://a.example/).] Handnah."
    html = rich_text(markdown, resolve)
    assert html == (
        '<p>Alle sechs Jahre.<span data-footnote="">DIN 1076, <a href="https://a.example/">siehe hier</a>.'
        "</span> Handnah.</p>\n"
    )

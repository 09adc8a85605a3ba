"""Footnotes: marked words become numbers in the text and notes below it. 8 s."""

import re

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from presswerk.newsroom.blocks.text import TEXT_FEATURES
from presswerk.newsroom.footnotes import parted, without_links
from tests import world

NOTE = '<span data-footnote="">'


def shown(html: str) -> str:
    """Without the markup of the references: [1], [2] …"""
    return re.sub(r'<sup class="note-ref"><a [^>]*>(\d+)</a></sup>', r"[\1]", html)


@pytest.mark.parametrize(
    ("stored", "text", "notes"),
    [
        ("<p>Ohne Note.</p>", "<p>Ohne Note.</p>", []),
        (f"<p>Akte {NOTE}Vorlage 12.</span> liegt vor.</p>", "<p>Akte[4] liegt vor.</p>", ["Vorlage 12."]),
        (f"<p>Die Akte {NOTE}Vorlage 12 </span>.</p>", "<p>Die Akte[4].</p>", ["Vorlage 12"]),
        (
            f"<p>Ein Satz.{NOTE}Siehe </span><b>{NOTE}Akte</span></b>{NOTE} 3.</span></p>",
            "<p>Ein Satz.[4]</p>",
            ["Siehe <b>Akte</b> 3."],
        ),
        (
            f'<p>Satz.<a href="/x/">{NOTE}Quelle</span></a>{NOTE}, Seite 3</span> Ende.</p>',
            "<p>Satz.[4] Ende.</p>",
            ['<a href="/x/">Quelle</a>, Seite 3'],
        ),
        (f"<p>A{NOTE}eins</span> B{NOTE}zwei</span></p><p>C{NOTE}drei</span></p>",
         "<p>A[4] B[5]</p><p>C[6]</p>", ["eins", "zwei", "drei"]),
        (f"<ul><li>A{NOTE}eins</span></li><li>{NOTE}zwei</span></li></ul>",
         "<ul><li>A[4]</li><li>[5]</li></ul>", ["eins", "zwei"]),
        (f"<p>Leer{NOTE}</span> ist keine.</p>", "<p>Leer ist keine.</p>", []),
        (f"<p>a &lt; b{NOTE}c &gt; d &amp; e</span></p>", "<p>a &lt; b[4]</p>", ["c &gt; d &amp; e"]),
    ],
)  # fmt: skip
def test_marked_words_leave_the_text(stored, text, notes):
    html, found = parted(stored, 4)
    assert shown(html) == text
    assert [note.text for note in found] == notes
    assert [note.number for note in found] == list(range(4, 4 + len(notes)))


@pytest.mark.django_db
def test_the_notes_of_an_article_are_numbered_through_with_ways_there_and_back(politik, reader):
    body = [
        ("text", f"<p>Eins{NOTE}Erste.</span> und zwei{NOTE}Zweite.</span></p>"),
        ("fact_box", {"title": "Fakten", "body": f"<p>Drei{NOTE}Dritte.</span></p>"}),
        ("text", f"<p>Vier{NOTE}Vierte, <script>alert(1)</script>harmlos.</span></p>"),
    ]
    html = reader.get(world.make_article(politik, body=body).url).content.decode()
    there = r'<a href="#note-(\d)" id="note-ref-\1" role="doc-noteref" aria-label="Fußnote \1">'
    assert re.findall(there, html) == ["1", "2", "3", "4"]
    back = r'<li id="note-(\d)">([^<]+) <a class="note-back" href="#note-ref-\1" role="doc-backlink"'
    said = [("1", "Erste."), ("2", "Zweite."), ("3", "Dritte."), ("4", "Vierte, harmlos.")]
    assert re.findall(back, html) == said
    assert 'role="doc-endnotes"' in html
    assert "data-footnote" not in html


@pytest.mark.django_db
def test_an_article_without_notes_has_no_list_of_them(politik, reader):
    assert "doc-endnotes" not in reader.get(world.make_article(politik).url).content.decode()


def test_the_editor_keeps_a_note_as_it_was_marked():
    converter = ContentstateConverter(features=TEXT_FEATURES)
    stored = f'<p data-block-key="a">Satz.{NOTE}Siehe Akte 3.</span></p>'
    assert converter.to_database_format(converter.from_database_format(stored)) == stored


def test_without_links_the_numbers_stay():
    html, _notes = parted(f"<p>Satz.{NOTE}Note</span></p>", 1)
    assert without_links(html) == "<p>Satz.<sup>[1]</sup></p>"

"""No text of an author breaks a feed, a sitemap or a page's data."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from presswerk.newsroom.data_block import json_ld
from presswerk.newsroom.models import SiteSettings
from presswerk.newsroom.xml_text import clean
from presswerk.theme import in_page
from tests import world

HEADLINES = [
    "Wenn ]]> im Titel steht",
    "</script><script>alert(1)</script>",
    "<!--<script> bleibt offen",
    "Fischbrötchen 🐟 & Flagge 🏴󠁧󠁢󠁳󠁣󠁴󠁿 im <Hafen>",
    "Steuer\x07zeichen\x0b aus\x1f der Ablage",
    "Zeilen\u2028trenner \u2029 und \ufffe Unzeichen",
    "\"Doppelt\" 'einfach' &amp; &lt;maskiert&gt;",
    "עברית و العربية zugleich",
]


@pytest.mark.django_db
@pytest.mark.parametrize("text", HEADLINES)
def test_feed_and_page_carry_the_text_and_nothing_else(politik, xml_at, page_at, data_at, text):
    anna = world.make_author(text, slug="anna")
    hafen = world.make_topic(text, slug="hafen")
    SiteSettings.objects.update(name=text, description=text, publisher=text)
    article = world.make_article(politik, text, lead=text, authors=[anna], topics=[hafen])
    for address in ("/feed/", anna.url + "feed/", hafen.url + "feed/"):
        feed = xml_at(address)
        item = feed.find("channel/item")
        assert item.findtext("title") == clean(text)
        described = html.fragment_fromstring(item.findtext("description"), create_parent=True)
        assert described.text_content() == clean(text)
    page = page_at(article.url)
    # Beside data two that no text of an author comes near: our first one, and rules for the next click.
    first, rules = page.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    assert first.text == in_page.FIRST_SCRIPT
    assert rules.get("type") == "speculationrules"
    assert rules.text == in_page.NEXT_CLICK
    data = data_at(article.url)["NewsArticle"]
    assert data["headline"] == " ".join(text.split())
    assert [author["name"] for author in data["author"]] == [text]
    assert data["publisher"]["name"] == text
    for address in ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-authors-0.xml"):
        xml_at(address)


@given(st.text())
def test_what_is_clean_can_be_written_and_read_again(text):
    element = etree.Element("t")
    element.text = clean(text)
    read = etree.fromstring(etree.tostring(element)).text or ""
    # A parser turns every way to end a line into one (XML 1.0, section 2.11); lxml escapes the others.
    assert read == clean(text)


def test_clean_leaves_lines_tabs_and_all_planes_alone():
    assert clean("a\tb\nc\r 🐟 \U0010ffff") == "a\tb\nc\r 🐟 \U0010ffff"


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_a_data_block_gives_back_its_data_and_ends_where_it_should(data):
    block = json_ld(data)
    head, _, rest = block.partition(">")
    inside, closing, after = rest.partition("</script>")
    assert (head, closing, after) == ('<script type="application/ld+json"', "</script>", "\n")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside) == {"@context": "https://schema.org", **data}

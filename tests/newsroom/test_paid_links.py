"""What is paid for says so to search engines: rel="sponsored" at each link out of an advertisement. 4 s."""

import doctest

import pytest
from lxml import html

from presswerk.newsroom import paid_links
from tests import world

TEXT = (
    '<p><a href="https://example.org/boote">Boote</a>, <a href="https://example.com/" rel="nofollow">Taue'
    '</a>, <a href="/lage/">die Lage</a> und <a href="mailto:boote@example.org">Post</a></p>'
)


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["advert", "partner", ""])
def test_each_link_out_of_an_advertisement_is_marked_and_no_other_one(politik, reader, label):
    article = world.make_article(politik, label=label, body=[("text", TEXT)])
    page = html.fromstring(reader.get(article.url).content.decode())
    (body,) = page.find_class("article-body")
    rels = {link.get("href"): (link.get("rel") or "").split() for link in body.iter("a")}
    paid = ["sponsored"] if label else []
    assert rels["https://example.org/boote"] == paid
    assert rels["https://example.com/"] == ["nofollow", *paid]
    assert rels["/lage/"] == rels["mailto:boote@example.org"] == []


@pytest.mark.parametrize(
    ("link", "marked"),
    [
        ('<a class="x" href="//example.org/">', '<a class="x" href="//example.org/" rel="sponsored">'),
        ('<a rel="sponsored" href="https://a.b/">', '<a rel="sponsored" href="https://a.b/">'),
        ('<abbr title="https://a.b/">', '<abbr title="https://a.b/">'),
        ('<a href="/?next=https://a.b/">', '<a href="/?next=https://a.b/">'),
    ],
)
def test_a_link_out_is_known_by_its_address(link, marked):
    assert paid_links.marked(link) == marked


def test_the_example_is_true():
    assert doctest.testmod(paid_links).failed == 0

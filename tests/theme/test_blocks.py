"""Each block of an article's body is shown with its worst input: nothing, a lot, and hostile."""

import pytest
from lxml import html

from presswerk.newsroom.blocks import ArticleBody

BLOCKS = ArticleBody().child_blocks
HOSTILE = '"><script>alert(1)</script><b onclick=x>'
PLAIN_TEXT = {
    "pull_quote": ["text", "speaker", "speaker_role"],
    "number": ["number", "label", "explanation", "source"],
    "subhead": ["text"],
    "quotation": ["source", "source_url", "language"],
    "fact_box": ["title"],
    "interview": ["question"],
    "embed": ["url", "title", "caption"],
    "audio": ["title", "description"],
    "video": ["title", "description"],
}
TABLE = {"first_row_is_table_header": True, "first_col_is_header": True}


def render(name: str, **fields) -> str:
    block = BLOCKS[name]
    value = block.to_python(fields) if fields else block.get_default()
    return block.render(value, context={"language": "de"})


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_empty_block_renders_without_a_fault(name):
    assert "None" not in render(name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PLAIN_TEXT))
def test_markup_in_plain_text_is_shown_and_not_run(name):
    shown = render(name, **dict.fromkeys(PLAIN_TEXT[name], HOSTILE))
    elements = html.fragments_fromstring(shown)
    tree = html.Element("div")
    tree.extend(element for element in elements if not isinstance(element, str))
    assert not tree.xpath(".//script | .//*[@onclick]")


@pytest.mark.django_db
def test_table_marks_its_header_row_and_its_header_column():
    data = [["Jahr", "Stimmen"], ["2021", "8.412"], ["2025", None]]
    shown = html.fromstring(render("table", caption="Ergebnisse", table={"data": data, **TABLE}))
    assert [cell.text for cell in shown.xpath(".//thead//th[@scope='col']")] == ["Jahr", "Stimmen"]
    assert [cell.text for cell in shown.xpath(".//tbody//th[@scope='row']")] == ["2021", "2025"]
    assert [cell.text for cell in shown.xpath(".//tbody//td")] == ["8.412", None]


@pytest.mark.django_db
def test_wide_table_scrolls_in_a_named_region_that_the_keyboard_reaches():
    table = {"data": [["x"] * 60] * 400, **TABLE}
    shown = html.fromstring(render("table", caption="Ergebnisse", table=table))
    (region,) = shown.xpath(".//div[@tabindex='0']")
    assert region.get("aria-label") == "Ergebnisse"


@pytest.mark.django_db
def test_embed_loads_nothing_from_the_other_site_before_the_click():
    shown = html.fromstring(render("embed", url="https://www.youtube.com/watch?v=abc12345678", title="Film"))
    assert not shown.xpath("//@src | //@srcset | //iframe")
    assert shown.xpath("//a/@href") == ["https://www.youtube.com/watch?v=abc12345678"]
    assert "Google Ireland Limited" in shown.text_content()


@pytest.mark.django_db
def test_quotation_in_another_language_says_so():
    shown = html.fromstring(render("quotation", text="<p>Stay calm.</p>", language="en"))
    assert shown.xpath(".//blockquote/@lang") == ["en"]


@pytest.mark.django_db
def test_subhead_carries_the_anchor_that_the_contents_link_to():
    shown = html.fromstring(render("subhead", text="Was die Brücke kostet", level="3"))
    assert (shown.tag, shown.get("id")) == ("h3", "was-die-bruecke-kostet")
    assert shown.xpath(".//a/@href") == ["#was-die-bruecke-kostet"]

"""HTML of other systems as blocks."""

import pytest

from presswerk.transfer.markup import blocks_from_html

PICTURES = {"bilder/wehr.jpg": 7, "bilder/fluss.jpg": 8}


def find_picture(address: str, alt: str, caption: str) -> int | None:
    return PICTURES.get(address)


def convert(html: str) -> list[dict]:
    return blocks_from_html(html, find_picture=find_picture).blocks


def types(html: str) -> list[str]:
    return [block["type"] for block in convert(html)]


def text(html: str) -> str:
    [block] = convert(html)
    assert block["type"] == "text"
    return block["value"]


def test_paragraphs_and_lists_become_one_text():
    html = "<p>Erst das.</p>\n<ul><li>eins</li><li>zwei</li></ul><p>Dann dies.</p>"
    assert text(html) == "<p>Erst das.</p><ul><li>eins</li><li>zwei</li></ul><p>Dann dies.</p>"


def test_formatting_is_kept_as_the_editor_writes_it():
    html = '<p>Der <strong>Rat</strong> <em>tagt</em>, <a href="https://a.example/?x=1&amp;y=2">hier</a>.</p>'
    assert text(html) == (
        '<p>Der <b>Rat</b> <i>tagt</i>, <a href="https://a.example/?x=1&amp;y=2">hier</a>.</p>'
    )


def test_formatting_that_overlaps_is_nested():
    assert text("<p><b>eins <i>zwei</b> drei</i></p>") == "<p><b>eins <i>zwei</i></b><i> drei</i></p>"


def test_text_without_paragraphs_gets_them_from_double_line_breaks():
    assert text("Eins.<br>Noch eins.<br><br>Zwei.") == "<p>Eins.<br/>Noch eins.</p><p>Zwei.</p>"


def test_loose_text_between_blocks_is_a_paragraph():
    assert text("<div>Eins <p>Zwei</p> Drei</div>") == "<p>Eins</p><p>Zwei</p><p>Drei</p>"


def test_formatting_around_paragraphs_reaches_into_them():
    assert text("<b><p>Eins</p><p>Zwei</p></b>") == "<p><b>Eins</b></p><p><b>Zwei</b></p>"


def test_lists_nest_and_paragraphs_in_items_are_lines():
    html = "<ol><li><p>eins</p><p>dazu</p><ul><li>tief</li></ul></li></ol>"
    assert text(html) == "<ol><li>eins<br/>dazu<ul><li>tief</li></ul></li></ol>"


def test_headings_become_subheads_of_two_levels():
    blocks = convert("<h1>A</h1><p>x</p><h2>B</h2><p>x</p><h3>C</h3><p>x</p><h6>D</h6>")
    found = [
        (block["value"]["text"], block["value"]["level"]) for block in blocks if block["type"] == "subhead"
    ]
    assert found == [("A", "2"), ("B", "2"), ("C", "3"), ("D", "3")]


def test_a_heading_too_long_for_a_subhead_stays_as_a_bold_paragraph():
    assert text(f"<h2>{'lang ' * 40}</h2>").startswith("<p><b>lang lang")


def test_a_quotation_keeps_its_source_and_language():
    [block] = convert(
        '<blockquote lang="en" cite="https://a.example/rede"><p>We shall.</p><footer>— Ann Example</footer>'
        "</blockquote>"
    )
    assert block == {
        "type": "quotation",
        "value": {
            "text": "<p>We shall.</p>",
            "source": "— Ann Example",
            "source_url": "https://a.example/rede",
            "language": "en",
        },
    }


def test_a_list_in_a_quotation_becomes_paragraphs_because_it_knows_no_lists():
    [block] = convert("<blockquote><ul><li>eins</li><li>zwei</li></ul></blockquote>")
    assert block["value"]["text"] == "<p>• eins</p><p>• zwei</p>"


def test_a_table_keeps_its_heads_caption_and_spans():
    [block] = convert(
        "<table><caption>Wahl</caption><thead><tr><th>Ort<th>Stimmen<tbody>"
        "<tr><th rowspan=2>Nord<td>12<tr><td>13</table>"
    )
    assert block["value"]["caption"] == "Wahl"
    table = block["value"]["table"]
    assert table["data"] == [["Ort", "Stimmen"], ["Nord", "12"], ["", "13"]]
    assert table["first_row_is_table_header"]
    assert table["table_header_choice"] == "row"


def test_a_table_that_only_arranges_is_no_table():
    assert types("<table><tr><td><h2>A</h2><p>x</p><td><p>y</p></table>") == ["subhead", "text"]
    assert types("<table><tr><td>nur eine Spalte</table>") == ["text"]


@pytest.mark.parametrize("span", ["-1", "0", "99999999999999999999", "x", "²"])
def test_a_table_with_a_senseless_span_is_a_table_all_the_same(span):
    [block] = convert(f"<table><tr><td colspan='{span}'>a<td rowspan='{span}'>b<tr><td>c<td>d</table>")
    assert block["type"] == "table"


def test_a_table_of_enormous_size_becomes_text():
    rows = "<tr>" + "<td>x" * 60
    assert types(f"<table>{rows * 500}</table>") == ["text"]


def test_rules_separate_only_where_there_is_something_on_both_sides():
    assert types("<hr><p>a</p><hr><hr><p>b</p><hr>") == ["text", "separator", "text"]


def test_a_figure_becomes_a_picture_with_its_caption():
    [block] = convert(
        '<figure><img src="bilder/wehr.jpg" alt="Ein Wehr"><figcaption>Das Wehr</figcaption></figure>'
    )
    assert block == {
        "type": "picture",
        "value": {"picture": 7, "caption": "Das Wehr", "alt_text": "", "size": "column"},
    }


def test_several_pictures_in_a_figure_become_a_gallery():
    [block] = convert('<figure><img src="bilder/wehr.jpg"><img data-src="bilder/fluss.jpg"></figure>')
    assert [item["value"]["picture"] for item in block["value"]["pictures"]] == [7, 8]


def test_a_picture_that_is_not_there_is_left_out_and_said():
    converted = blocks_from_html('<p>a</p><img src="https://a.example/x.jpg">', find_picture=find_picture)
    assert [block["type"] for block in converted.blocks] == ["text"]
    assert converted.notes == ["A picture was left out: https://a.example/x.jpg"]


def test_a_picture_inside_a_paragraph_divides_it():
    assert types('<p>vor <img src="bilder/wehr.jpg"> nach</p>') == ["text", "picture", "text"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>https://www.youtube.com/watch?v=dQw4w9WgXcQ</p>",
        '<p><a href="https://youtu.be/dQw4w9WgXcQ">https://youtu.be/dQw4w9WgXcQ</a></p>',
        '<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ"></iframe>',
        '<div><iframe data-src="https://player.vimeo.com/video/12345"></iframe></div>',
        "https://mastodon.example/@anna/110123456789",
    ],
)
def test_what_can_be_played_becomes_an_embed(html):
    assert types(html) == ["embed"]


def test_words_that_were_linked_to_a_video_become_its_title():
    [block] = convert('<p><a href="https://youtu.be/dQw4w9WgXcQ">Die Rede in voller Länge</a></p>')
    assert block["value"]["title"] == "Die Rede in voller Länge"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hier: https://youtu.be/dQw4w9WgXcQ</p>",
        '<p><a href="https://x.com/anna">Anna bei X</a></p>',
        '<p><a href="https://a.example/">Seite</a></p>',
    ],
)
def test_other_links_stay_links(html):
    assert types(html) == ["text"]


def test_a_frame_of_another_site_becomes_a_link_to_it():
    converted = blocks_from_html('<iframe src="https://charts.example/1" title="Umfrage"></iframe>')
    assert converted.blocks[0]["value"] == '<p><a href="https://charts.example/1">Umfrage</a></p>'
    assert len(converted.notes) == 1


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "seite.html",
        "#x",
    ],
)
def test_links_that_run_or_lead_nowhere_leave_their_words(address):
    assert text(f'<p><a href="{address}">Wort</a></p>') == "<p>Wort</p>"


def test_raised_and_lowered_digits_stay_apart_from_what_they_belong_to():
    assert text("<p>20 m<sup>2</sup>, CO<sub>2</sub>, M<sup>me</sup></p>") == "<p>20 m², CO₂, Mme</p>"


def test_quoted_words_get_the_marks_of_the_language():
    assert text("<p>Er sagte <q>nein</q>.</p>") == "<p>Er sagte „nein“.</p>"


def test_lines_of_preformatted_text_stay_lines():
    assert text("<pre>eins\n  zwei</pre>") == "<p>eins<br/>zwei</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<svg><script>alert(1)</script></svg>",
        "<template><p>x</p></template>",
        "<!-- wp:paragraph -->",
        "",
        "   \n ",
        "<p></p><ul><li></li></ul><blockquote> </blockquote><h2></h2><table></table>",
    ],
)
def test_what_nobody_can_read_leaves_nothing(html):
    assert convert(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "x",
        "<b><i>" * 20_000 + "x",
        "<ul><li>" * 20_000 + "x",
        "<blockquote>" * 5_000 + "x",
        "<table><tr><td>" * 5_000 + "x",
        "<p>" * 50_000 + "x",
    ],
)
def test_enormous_nesting_keeps_its_text_and_ends_soon(html):
    assert "x" in str(convert(html))

"""Markdown and plain text as blocks."""

from presswerk.transfer.markup import blocks_from_markdown, blocks_from_text


def test_markdown_becomes_the_same_blocks_as_its_html():
    blocks = blocks_from_markdown(
        "Der *Rat* **tagt**.\n\n## Beschluss\n\n> So ist es.\n\n- eins\n- zwei\n\n"
        "| Ort | Zahl |\n|---|---|\n| Nord | 1 |\n"
    ).blocks
    assert [block["type"] for block in blocks] == ["text", "subhead", "quotation", "text", "table"]
    assert blocks[0]["value"] == "<p>Der <i>Rat</i> <b>tagt</b>.</p>"
    assert blocks[4]["value"]["table"]["data"] == [["Ort", "Zahl"], ["Nord", "1"]]


def test_html_inside_markdown_is_cleaned_like_any_other():
    [block] = blocks_from_markdown("Ein <b onclick=x>Wort</b> <script>alert(1)</script>").blocks
    assert block["value"] == "<p>Ein <b>Wort</b></p>"


def test_blank_lines_divide_paragraphs_of_plain_text_and_breaks_stay():
    [block] = blocks_from_text("Eins,\nnoch eins.\r\n \r\nZwei <b> & drei.").blocks
    assert block["value"] == "<p>Eins,<br/>noch eins.</p><p>Zwei &lt;b&gt; &amp; drei.</p>"


def test_an_address_alone_in_a_paragraph_of_plain_text_is_an_embed():
    blocks = blocks_from_text("Davor.\n\nhttps://youtu.be/dQw4w9WgXcQ\n\nDanach.").blocks
    assert [block["type"] for block in blocks] == ["text", "embed", "text"]

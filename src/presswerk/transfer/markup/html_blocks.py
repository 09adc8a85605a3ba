"""HTML of other systems as blocks of an article's body."""

from presswerk.transfer.markup.converted import Block, Converted, FindPicture, no_picture
from presswerk.transfer.markup.tree import parse
from presswerk.transfer.markup.walk import Walk


def blocks_from_html(html: str, *, find_picture: FindPicture = no_picture, language: str = "de") -> Converted:
    """The blocks for a piece of HTML. Never raises, whatever the text; no script survives, no words are lost.

    Paragraphs and lists are joined into `text` blocks; h1 to h6 become subheads, `blockquote` a quotation,
    `table` a table, `hr` a separator, `figure` and `img` a picture, or a gallery for several, when
    `find_picture` knows them. Frames and links of known providers alone in a paragraph become embeds;
    other frames become a link. What is left out is said in the notes.
    """
    walk = Walk(find_picture, language)
    walk.through(parse(html))
    return Converted(_without_idle_separators(walk.blocks()), walk.notes)


def _without_idle_separators(blocks: list[Block]) -> list[Block]:
    """A separator separates: none at the start, none at the end, never two in a row."""
    kept: list[Block] = []
    for block in blocks:
        if block["type"] == "separator" and (not kept or kept[-1]["type"] == "separator"):
            continue
        kept.append(block)
    while kept and kept[-1]["type"] == "separator":
        kept.pop()
    return kept

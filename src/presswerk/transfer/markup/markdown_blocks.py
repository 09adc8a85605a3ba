"""Markdown as blocks of an article's body."""

from markdown_it import MarkdownIt

from presswerk.transfer.markup.characters import sound_text
from presswerk.transfer.markup.converted import Converted, FindPicture, no_picture
from presswerk.transfer.markup.html_blocks import blocks_from_html

# Deeper than people write; markdown-it drops what nests deeper, so it is more than its own 20.
_MOST_NESTING = 60
_markdown = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTING}).enable(["table", "strikethrough"])


def blocks_from_markdown(
    text: str, *, find_picture: FindPicture = no_picture, language: str = "de"
) -> Converted:
    """The blocks for CommonMark with tables; HTML in it is treated as HTML is. Never raises."""
    return blocks_from_html(_markdown.render(sound_text(text)), find_picture=find_picture, language=language)

"""From the markup of other systems to the blocks of an article's body.

Whatever the source, it goes through `blocks_from_html`: foreign HTML is cleaned, read as a tree and
written anew, so that a block never holds markup that was not made here.
"""

from presswerk.transfer.markup.converted import Converted
from presswerk.transfer.markup.html_blocks import blocks_from_html
from presswerk.transfer.markup.markdown_blocks import blocks_from_markdown
from presswerk.transfer.markup.plain_text import blocks_from_text

__all__ = ["Converted", "blocks_from_html", "blocks_from_markdown", "blocks_from_text"]

"""Plain text as blocks of an article's body."""

import re

from presswerk.transfer.markup.characters import sound_text
from presswerk.transfer.markup.converted import Block, Converted
from presswerk.transfer.markup.media import embed_of_paragraph
from presswerk.transfer.markup.runs import Format, Run, markup

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def blocks_from_text(text: str) -> Converted:
    """Blank lines divide paragraphs, a single line break stays one. Nothing in the text is markup."""
    blocks: list[Block] = []
    rich: list[str] = []
    for paragraph in _BLANK_LINES.split(sound_text(text).replace("\r\n", "\n").replace("\r", "\n")):
        run = Run()
        for line in paragraph.split("\n"):
            run.add(line, Format())
            run.add_break()
        for pieces in run.paragraphs():
            embed = embed_of_paragraph(pieces)
            if embed is None:
                rich.append(f"<p>{markup(pieces)}</p>")
            else:
                blocks += _text(rich)
                rich = []
                blocks.append(embed)
    return Converted(blocks + _text(rich))


def _text(rich: list[str]) -> list[Block]:
    return [{"type": "text", "value": "".join(rich)}] if rich else []

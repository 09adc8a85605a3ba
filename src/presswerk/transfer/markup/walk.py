"""The walk over a tree of foreign HTML that lays down what it finds, in order."""

from collections.abc import Callable
from html import escape
from typing import Any, ClassVar

from presswerk.newsroom import providers
from presswerk.transfer.markup import media, tables
from presswerk.transfer.markup.converted import Block, FindPicture
from presswerk.transfer.markup.runs import BREAK, Format, Piece, Run, link_address, markup
from presswerk.transfer.markup.tree import Node

MOST_SUBHEAD_CHARACTERS = 160
MOST_SOURCE_CHARACTERS = 200

_BOLD = {"b", "strong"}
_ITALIC = {"i", "em", "cite", "dfn", "var"}
_PLAIN_INLINE = {
    "abbr", "code", "del", "font", "ins", "kbd", "mark", "s", "samp", "small", "span", "strike", "time",
    "tt", "u",
}  # fmt: skip
_QUOTATION_MARKS = {"de": ("„", "“"), "en": ("“", "”"), "fr": ("«\xa0", "\xa0»")}
# Footnotes and formulas: "m<sup>2</sup>" must not become "m2".
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


class Walk:
    """Walks through a tree, collecting rich text and finished blocks.

    `rich` is the rich text of paragraphs and lists since the last block of another kind.
    """

    def __init__(self, find_picture: FindPicture, language: str) -> None:
        self.notes: list[str] = []
        self._find_picture = find_picture
        self._language = language
        self._run = Run()
        self._rich: list[str] = []
        self._blocks: list[Block] = []
        self._sources: list[str] = []
        self._is_quoted = False

    # What has been found ------------------------------------------------------------------

    def blocks(self) -> list[Block]:
        """All blocks found so far, the text under way with them."""
        self._end_text()
        return self._blocks

    def through(self, node: Node, format: Format = Format()) -> None:  # noqa: B008 (immutable)
        """Walk through everything in `node`."""
        for child in node.children:
            if isinstance(child, str):
                self._run.add(child, format)
            else:
                self._meet(child, format)

    # One element --------------------------------------------------------------------------

    def _meet(self, node: Node, format: Format) -> None:
        if node.tag == "br":
            self._run.add_break()
        elif inner := self._inline_format(node, format):
            self.through(node, inner)
        elif node.tag in ("sup", "sub"):
            self._shifted(node, format)
        elif node.tag == "q":
            self._quoted_inline(node, format)
        elif block := self._BLOCKS.get(node.tag):
            self._end_paragraph()
            block(self, node)
            self._end_paragraph()
        else:
            self._end_paragraph()
            self.through(node, format)
            self._end_paragraph()

    def _inline_format(self, node: Node, format: Format) -> Format | None:
        """The format of the text in an inline element, None for what is none."""
        if node.tag in _BOLD:
            return format._replace(bold=True)
        if node.tag == "cite" and self._is_quoted:
            return None
        if node.tag in _ITALIC:
            return format._replace(italic=True)
        if node.tag == "a":
            return format._replace(link=link_address(node.get("href")) or format.link)
        return format if node.tag in _PLAIN_INLINE else None

    def _shifted(self, node: Node, format: Format) -> None:
        digits = node.text()
        if digits and all(character in "0123456789+-" for character in digits):
            self._run.add(digits.translate(_RAISED if node.tag == "sup" else _LOWERED), format)
        else:
            self.through(node, format)

    def _quoted_inline(self, node: Node, format: Format) -> None:
        opening, closing = _QUOTATION_MARKS.get(self._language[:2], _QUOTATION_MARKS["en"])
        self._run.add(opening, format)
        self.through(node, format)
        self._run.add(closing, format)

    # Text ---------------------------------------------------------------------------------

    def _end_paragraph(self) -> None:
        if not self._run.pieces:
            return
        run, self._run = self._run, Run()
        for pieces in run.paragraphs():
            embed = media.embed_of_paragraph(pieces)
            if embed is not None and not self._is_quoted:
                self._lay(embed)
            else:
                self._rich.append(f"<p>{markup(pieces)}</p>")

    def _end_text(self) -> None:
        self._end_paragraph()
        if self._rich:
            self._blocks.append({"type": "text", "value": "".join(self._rich)})
            self._rich = []

    def _lay(self, block: Block) -> None:
        self._end_text()
        self._blocks.append(block)

    def _bold_paragraph(self, node: Node) -> None:
        self.through(node, Format(bold=True))

    def _preformatted(self, node: Node) -> None:
        """Each line as it stands; the text is no listing of a program but a poem or an address."""
        for number, line in enumerate(_lines(node)):
            if number:
                self._run.add_break()
            self._run.add(line, Format())

    # Lists --------------------------------------------------------------------------------

    def _list(self, node: Node) -> None:
        """A list as rich text; what cannot stand in a list follows it."""
        html, others = self._list_markup(node)
        if html:
            self._rich.append(html)
        for block in others:
            self._lay(block)

    def _list_markup(self, node: Node) -> tuple[str, list[Block]]:
        items: list[str] = []
        others: list[Block] = []
        for child in node.children:
            if isinstance(child, str):
                content = escape(" ".join(child.split()), quote=False)
            else:
                content, blocks = self._item_markup(child)
                others += blocks
            if content:
                items.append(f"<li>{content}</li>")
        return (f"<{node.tag}>{''.join(items)}</{node.tag}>" if items else ""), others

    def _item_markup(self, node: Node) -> tuple[str, list[Block]]:
        """Paragraphs in one item are joined by line breaks; a list inside stays one."""
        inner = self._inner()
        inner.through(node if node.tag == "li" else Node("li", children=[node]))
        inner._end_paragraph()
        lines: list[str] = []
        for part in inner._rich:
            is_list = part.startswith(("<ul>", "<ol>"))
            text = part if is_list else part.removeprefix("<p>").removesuffix("</p>")
            if lines and not is_list and not lines[-1].endswith(("</ul>", "</ol>")):
                lines.append("<br/>")
            lines.append(text)
        inner._rich = []
        self.notes += inner.notes
        return "".join(lines), inner._blocks

    def _inner(self) -> "Walk":
        inner = _ListWalk(self._find_picture, self._language)
        inner._is_quoted = self._is_quoted
        return inner

    # Blocks of their own ------------------------------------------------------------------

    def _subhead(self, node: Node) -> None:
        text = node.text()
        if len(text) > MOST_SUBHEAD_CHARACTERS or self._is_quoted:
            self._bold_paragraph(node)
            return
        if text:
            self._lay({"type": "subhead", "value": {"text": text, "level": "2" if node.tag < "h3" else "3"}})
        for picture in node.find_all("img"):
            self._picture(picture)

    def _quotation(self, node: Node) -> None:
        if self._is_quoted:
            self.through(node)
            return
        inner = _QuotationWalk(self._find_picture, self._language)
        inner._is_quoted = True
        inner.through(node)
        inner._end_paragraph()
        text, inner._rich = "".join(inner._rich), []
        source = " ".join(inner._sources)
        if len(source) > MOST_SOURCE_CHARACTERS:
            text, source = f"{text}<p>{escape(source, quote=False)}</p>", ""
        if not text and source:
            text, source = f"<p>{escape(source, quote=False)}</p>", ""
        if text:
            value = {
                "text": text,
                "source": source,
                "source_url": media.sound_url(node.get("cite")),
                "language": node.get("lang")[:12],
            }
            self._lay({"type": "quotation", "value": value})
        self.notes += inner.notes
        for block in inner._blocks:
            self._lay(block)

    def _source(self, node: Node) -> None:
        """Who is quoted, where the element stands in a quotation."""
        if self._is_quoted:
            self._sources += [text] if (text := node.text()) else []
        else:
            self.through(node)

    def _table(self, node: Node) -> None:
        value = tables.table_of(node)
        if value is not None and not self._is_quoted:
            self._lay({"type": "table", "value": value})
        else:
            self.through(node)

    def _separator(self, node: Node) -> None:
        self._lay({"type": "separator", "value": None})

    def _picture(self, node: Node, caption: str = "") -> None:
        block, note = media.picture_block([node], caption, self._find_picture)
        self.notes += note
        if block is not None:
            self._lay(block)

    def _figure(self, node: Node) -> None:
        pictures = list(node.find_all("img"))
        has_more = any(True for _other in node.find_all("table", "blockquote", "iframe", "video", "audio"))
        if not pictures or has_more:
            self.through(node)
            return
        captions = [caption.text() for caption in node.find_all("figcaption")]
        block, notes = media.picture_block(pictures, " ".join(filter(None, captions)), self._find_picture)
        self.notes += notes
        if block is not None:
            self._lay(block)

    def _frame(self, node: Node) -> None:
        """A frame, sound or video: an embed where its site is known, else a link to it."""
        address = link_address(media.address_of(node))
        if not address.startswith(("http://", "https://")):
            self.notes.append(f"An element {node.tag} without a usable address was left out.")
        elif providers.player_address(address) and not self._is_quoted:
            self._lay(media.embed_block(address, node.get("title")))
        else:
            self.notes.append(f"An element {node.tag} of another site became a link: {address[:200]}")
            self._run.pieces.append(Piece(node.get("title") or address, Format(link=address)))

    _BLOCKS: ClassVar[dict[str, Callable[[Any, Node], None]]] = {
        "ul": _list,
        "ol": _list,
        "dt": _bold_paragraph,
        "summary": _bold_paragraph,
        "pre": _preformatted,
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _subhead),
        "blockquote": _quotation,
        **dict.fromkeys(("cite", "footer"), _source),
        "table": _table,
        "hr": _separator,
        "img": _picture,
        "figure": _figure,
        **dict.fromkeys(("iframe", "video", "audio"), _frame),
    }


class _ListWalk(Walk):
    """Inside a list item: blocks of other kinds are laid aside, and the text goes on."""

    def _lay(self, block: Block) -> None:
        self._end_paragraph()
        if block["type"] != "separator":
            self._blocks.append(block)


class _QuotationWalk(_ListWalk):
    """Inside a quotation, which knows no lists: each item becomes a paragraph."""

    def _list(self, node: Node) -> None:
        for child in node.children:
            self._end_paragraph()
            if isinstance(child, str):
                self._run.add(child, Format())
            else:
                self._run.add("• ", Format())
                self.through(child)
        self._end_paragraph()

    _BLOCKS = {**Walk._BLOCKS, "ul": _list, "ol": _list}


def _lines(node: Node) -> list[str]:
    """The text of a preformatted element by lines."""
    texts: list[str] = []

    def collect(element: Node) -> None:
        for child in element.children:
            if isinstance(child, str):
                texts.append(child)
            elif child.tag == "br":
                texts.append(BREAK)
            else:
                collect(child)

    collect(node)
    return "".join(texts).replace("\r\n", "\n").strip("\n").split("\n")

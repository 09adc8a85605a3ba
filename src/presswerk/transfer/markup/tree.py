"""Foreign HTML as a small tree of known elements, safe to walk recursively."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

import nh3

from presswerk.transfer.markup.characters import sound_text

# Deeper than any article is built; below it tags are ignored and their text is kept: the walk is recursive.
MOST_DEPTH = 60
# nh3's time grows with the square of the depth (10,000 nested elements: 0.8 s; 200,000: 333 s). What has
# more elements than this keeps its text, its paragraphs and nothing else.
MOST_ELEMENTS = 10_000

_TAGS = {
    "a", "abbr", "address", "article", "aside", "audio", "b", "blockquote", "br", "caption", "center", "cite",
    "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "ins", "kbd", "li", "main",
    "mark", "nav", "ol", "p", "picture", "pre", "q", "s", "samp", "section", "small", "source", "span",
    "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr",
    "tt", "u", "ul", "var", "video",
}  # fmt: skip
# Removed with all that stands in them; of every other unknown element only the tags go.
_WITHOUT_CONTENT = {"script", "style", "template", "svg", "math", "object", "noembed", "noframes", "title"}
_SOURCES = {"src", "data-src", "data-lazy-src", "data-original"}
_ATTRIBUTES = {
    "a": {"href"},
    "audio": {"src"},
    "blockquote": {"cite", "lang"},
    "iframe": {*_SOURCES, "title"},
    "img": {*_SOURCES, "alt"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "video": {"src"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_WITHOUT_CONTENT,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)
_VOID = {"br", "hr", "img", "source"}

# nh3 writes canonical HTML: lower-case names, attributes in double quotes, "<" in text escaped.
_TOKEN = re.compile(r'<(?P<end>/?)(?P<tag>[a-z0-9]+)(?P<attributes>(?: [a-z-]+="[^"]*")*)>|(?P<text>[^<]+)')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')

_OPENING = re.compile("<[a-zA-Z]")
# Elements that end by themselves where the next one begins: however many there are, they do not nest.
_ANY_OTHER_TAG = re.compile(
    r"</?(?!(?:p|li|td|th|tr|dt|dd|br|hr|img)(?![a-zA-Z0-9]))[a-zA-Z][^<>]*>?", re.IGNORECASE
)


@dataclass(slots=True)
class Node:
    """An element with its attributes and what stands in it, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def get(self, *names: str) -> str:
        """The first of these attributes that says something, without white space around it."""
        for name in names:
            if value := self.attributes.get(name, "").strip():
                return value
        return ""

    def find_all(self, *tags: str) -> Iterator["Node"]:
        """All elements below this one with one of these names, in order."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags:
                    yield child
                yield from child.find_all(*tags)

    def text(self) -> str:
        """All text below this element, white space collapsed."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag in _VOID:
                yield " "
            else:
                yield from child._texts()


def parse(html: str) -> Node:
    """The tree of a piece of HTML, cleaned of everything that is no text, structure, link or picture.

    Never raises, whatever the text; nothing that could run is left. The depth is at most MOST_DEPTH.
    """
    root = Node("root")
    open_nodes = [root]
    ignored: list[str] = []
    for token in _TOKEN.finditer(_CLEANER.clean(_flattened(sound_text(html)))):
        if text := token["text"]:
            open_nodes[-1].children.append(_decoded(text))
        elif token["end"]:
            _close(token["tag"], open_nodes, ignored)
        else:
            _open(token["tag"], token["attributes"], open_nodes, ignored)
    return root


def _decoded(text: str) -> str:
    """Without character references, which may stand for characters that nobody wants."""
    return sound_text(unescape(text)) if "&" in text else text


def _open(tag: str, attributes: str, open_nodes: list[Node], ignored: list[str]) -> None:
    if len(open_nodes) > MOST_DEPTH and tag not in _VOID:
        ignored.append(tag)
        return
    node = Node(tag, {name: _decoded(value) for name, value in _ATTRIBUTE.findall(attributes)})
    open_nodes[-1].children.append(node)
    if tag not in _VOID:
        open_nodes.append(node)


def _close(tag: str, open_nodes: list[Node], ignored: list[str]) -> None:
    if ignored:
        ignored.pop()
    elif len(open_nodes) > 1:
        open_nodes.pop()


def _flattened(html: str) -> str:
    """The same text, above MOST_ELEMENTS without all elements that could nest."""
    if html.count("<") <= MOST_ELEMENTS or len(_OPENING.findall(html)) <= MOST_ELEMENTS:
        return html
    # A space for each, so that what stands around a tag makes no new one.
    return _ANY_OTHER_TAG.sub(" ", html)

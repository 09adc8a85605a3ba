"""Pictures, frames and lone links of foreign HTML."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from presswerk.newsroom import providers
from presswerk.transfer.markup.converted import Block, FindPicture
from presswerk.transfer.markup.runs import BREAK, Piece, plain
from presswerk.transfer.markup.tree import Node

MOST_CAPTION_CHARACTERS = 500
MOST_TITLE_CHARACTERS = 200

_is_url = URLValidator(schemes=["http", "https"])


def sound_url(address: str) -> str:
    """The address where the editor's forms would accept it, else ""."""
    try:
        _is_url(address)
    except ValidationError:
        return ""
    return address


def address_of(node: Node) -> str:
    """Where the content of an element comes from; lazily loaded ones keep it in attributes of their own."""
    address = node.get("data-src", "data-lazy-src", "data-original", "src")
    return address or next((source.get("src") for source in node.find_all("source")), "")


def picture_block(
    nodes: Sequence[Node], caption: str, find_picture: FindPicture
) -> tuple[Block | None, list[str]]:
    """A picture, a gallery for several, None when none is known; and what could not be found."""
    caption = caption[:MOST_CAPTION_CHARACTERS]
    found: list[int] = []
    notes: list[str] = []
    for node in nodes:
        address = address_of(node)
        picture = find_picture(address, node.get("alt"), caption) if address else None
        if picture is not None:
            found.append(picture)
        elif not address.startswith("data:"):
            notes.append(f"A picture was left out: {address[:200] or 'it has no address'}")
    if not found:
        return None, notes
    if len(found) > 1:
        pictures = [
            {"type": "item", "value": {"picture": picture, "caption": caption if not number else ""}}
            for number, picture in enumerate(found)
        ]
        return {"type": "gallery", "value": {"title": "", "pictures": pictures}}, notes
    value = {"picture": found[0], "caption": caption, "alt_text": "", "size": "column"}
    return {"type": "picture", "value": value}, notes


def embed_block(address: str, title: str = "") -> Block:
    """A still card for an address of a known provider."""
    return {
        "type": "embed",
        "value": {"url": address, "title": title[:MOST_TITLE_CHARACTERS], "caption": ""},
    }


def embed_of_paragraph(pieces: Sequence[Piece]) -> Block | None:
    """An embed when the paragraph is nothing but a link to something playable, or its bare address."""
    words = [piece for piece in pieces if piece.text != BREAK]
    links = {piece.format.link for piece in words}
    if len(links) != 1:
        return None
    text = plain(words)
    link = links.pop()
    address = link or text
    if not address.startswith(("http://", "https://")) or not providers.player_address(address):
        return None
    if not sound_url(address) or len(text) > MOST_TITLE_CHARACTERS + len(address):
        return None
    # A bare address says nothing to readers; words that were linked do.
    title = "" if text.startswith(("http://", "https://", "www.")) else text
    if len(title) > MOST_TITLE_CHARACTERS:
        return None
    return embed_block(address, title)

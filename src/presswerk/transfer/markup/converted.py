"""What a conversion gives, and what it asks of its caller."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]

# (address as it stands in the markup, alternative text, caption) → the picture's id, None to leave it out.
FindPicture = Callable[[str, str, str], int | None]


@dataclass
class Converted:
    """The body as raw StreamField data, without ids, and what could not be kept."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def no_picture(address: str, alt: str, caption: str) -> int | None:
    """Finds no picture: for sources that bring none along."""
    return None

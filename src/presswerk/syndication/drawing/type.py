"""The paper's type, for pictures. It is the very file that the pages use; FreeType reads WOFF2."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from presswerk import theme

_FOLDER = Path(theme.__file__).parent / "static" / "theme" / "fonts"
# What the Latin-1 file lacks stands in the other one; a text is set in one of the two, whole.
_FILES = {"serif": ("serif.woff2", "serif-ext.woff2"), "sans": ("sans.woff2", "sans-ext.woff2")}
BOLD, REGULAR = 700, 400

Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=64)
def font(family: str, size: int, weight: int = BOLD) -> Font:
    """A face of the paper at a size in pixels."""
    made = ImageFont.truetype(str(_FOLDER / _FILES[family][0]), size)
    made.set_variation_by_axes([weight])
    return made


@lru_cache(maxsize=4)
def _characters(family: str) -> frozenset[str]:
    """What the face can show, found by drawing: a character without a glyph comes out as the one for none."""
    face = font(family, 40)
    nothing = _ink(face, "\U000f0000")
    looked_at = {*map(chr, range(0x20, 0x250)), *map(chr, range(0x2010, 0x2060)), *"€™−≤≥≈←↑→↓●■▲"}
    return frozenset(char for char in looked_at if char.isspace() or _ink(face, char) != nothing)


def _ink(face: Font, char: str) -> bytes:
    return bytes(face.getmask(char))


def can_set(family: str, text: str) -> bool:
    """Whether the face has all characters of the text; if not, it is better not set at all."""
    return set(text) <= _characters(family)

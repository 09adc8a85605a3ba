"""Share pictures: 1200×630, the headline in the paper's type over a picture or over the paper's colour."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from presswerk.syndication.drawing.colours import Colour, colour_of, contrast, readable_on
from presswerk.syndication.drawing.lines import break_lines, pieces_of
from presswerk.syndication.drawing.type import BOLD, REGULAR, Font, can_set, font

# What networks show without cutting, and ask for (https://developers.facebook.com/docs/sharing/webmasters/images).
SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 64
MOST_LINES = 4
_SIZES = range(96, 39, -4)
# Over a picture the words leave room to see it.
_LARGEST_ON_PICTURE = 72
_LEADING = 1.16
_QUALITY = 85
_DARK: Colour = (12, 12, 14)


@dataclass(frozen=True)
class Facts:
    """What is to be seen on a share picture besides its ground."""

    headline: str
    kicker: str
    label: str
    paper: str
    accent: str


class CannotBeSet(Exception):
    """The paper's type lacks a character of the headline, or the headline does not fit."""


def draw_card(facts: Facts, picture: Image.Image | None, focus: tuple[float, float] = (0.5, 0.5)) -> bytes:
    """A JPEG. `focus` is the point of the picture that must be seen, from (0, 0) to (1, 1).

    Raises CannotBeSet for a headline that would come out with holes or cut off.
    """
    ground = colour_of(facts.accent)
    if picture is not None:
        card = ImageOps.fit(picture.convert("RGB"), SIZE, Image.Resampling.LANCZOS, centering=focus)
        ink: Colour = (255, 255, 255)
    else:
        card = Image.new("RGB", SIZE, ground)
        ink = readable_on(ground)
    face, lines = _headline(facts.headline, _SIZES[0] if picture is None else _LARGEST_ON_PICTURE)
    leading = round(face.size * _LEADING)
    top = HEIGHT - MARGIN - 54 - leading * len(lines)
    if picture is not None:
        _darken(card, top - 90)
    draw = ImageDraw.Draw(card)
    _small_line(draw, " · ".join(filter(None, (facts.label, facts.kicker))), top - 54, ink)
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + number * leading), line, font=face, fill=ink)
    _signature(draw, facts.paper, ink, ground if picture is not None else ink)
    content = BytesIO()
    card.save(content, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return content.getvalue()


def _headline(text: str, largest: int) -> tuple[Font, list[str]]:
    """The largest size up to this at which the headline fits, and its lines."""
    text = " ".join(text.split())
    if not can_set("serif", text):
        raise CannotBeSet("a character is missing")
    most = WIDTH - 2 * MARGIN
    for size in (size for size in _SIZES if size <= largest):
        face = font("serif", size, BOLD)
        pieces = pieces_of(text, lambda word, face=face: face.getlength(word) <= most)  # type: ignore[misc]
        lines = break_lines(pieces, face.getlength, most)
        if (
            lines
            and len(lines) <= MOST_LINES - (size > 64)
            and all(face.getlength(each) <= most for each in lines)
        ):
            return face, lines
    raise CannotBeSet("it is too long")


def _darken(card: Image.Image, top: int) -> None:
    """A shade from clear to dark behind the words, which are read on any picture."""
    start = max(top, 0)
    strength = Image.new("L", (1, HEIGHT))
    for y in range(HEIGHT):
        share = min(max((y - start + 120) / 240, 0.0), 1.0)
        strength.putpixel((0, y), round(40 + 155 * share))
    card.paste(Image.new("RGB", SIZE, _DARK), mask=strength.resize(SIZE))


def _small_line(draw: ImageDraw.ImageDraw, text: str, top: int, ink: Colour) -> None:
    if not text or not can_set("sans", text):
        return
    face = font("sans", 30, BOLD)
    while text and face.getlength(text) > WIDTH - 2 * MARGIN:
        text = text.rsplit(" ", 1)[0].rstrip(" ·") + "…" if " " in text else ""
    draw.text((MARGIN, top), text, font=face, fill=ink)


def _signature(draw: ImageDraw.ImageDraw, paper: str, ink: Colour, mark: Colour) -> None:
    """A mark in the paper's colour, and its name."""
    top = HEIGHT - MARGIN - 26
    if contrast(mark, _DARK) < 3 and mark != ink:
        mark = ink
    draw.rectangle((MARGIN, top - 2, MARGIN + 10, top + 26), fill=mark)
    if can_set("serif", paper):
        draw.text((MARGIN + 26, top - 6), paper, font=font("serif", 34, REGULAR), fill=ink)


def draw_paper_card(paper: str, claim: str, accent: str) -> bytes:
    """The card of pages without a picture: the paper's name on its colour. Raises CannotBeSet."""
    return draw_card(Facts(paper, "", "", claim or paper, accent), None)

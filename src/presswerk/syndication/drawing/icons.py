"""The paper's icons: its logo where that is about square, else the initial of its name on its colour."""

from io import BytesIO
from math import hypot

from PIL import Image, ImageDraw, ImageOps

from presswerk.syndication.drawing.colours import Colour, colour_of, readable_on
from presswerk.syndication.drawing.type import can_set, font

# A wordmark wider than this cannot be told at 32 pixels.
WIDEST = 2.0
_LARGE = 512
# What phones may cut off around a maskable icon: all but a circle of 80 % (W3C Manifest, "icon masks").
_SAFE = 0.8


def draw_icons(name: str, accent: str, logo: Image.Image | None) -> dict[str, tuple[str, bytes]]:
    """File name → type and content of each icon."""
    if logo is not None and is_about_square(logo):
        ground: Colour = (255, 255, 255)
        whole, touch, masked = (_of_logo(logo, room) for room in (0.94, 0.8, None))
    else:
        ground = colour_of(accent)
        whole = touch = _initial(name, accent, 1.0)
        masked = _initial(name, accent, _SAFE)
    return {
        "favicon.ico": ("image/x-icon", _ico(whole)),
        "apple-touch-icon.png": ("image/png", _png(_on(touch, ground), 180)),
        "icon-192.png": ("image/png", _png(whole, 192)),
        "icon-512.png": ("image/png", _png(whole, 512)),
        "icon-maskable-512.png": ("image/png", _png(_on(masked, ground), 512)),
    }


def is_about_square(logo: Image.Image) -> bool:
    """Whether the logo can be told in a square of 32 pixels."""
    return max(logo.width / logo.height, logo.height / logo.width) <= WIDEST


def _of_logo(logo: Image.Image, room: float | None) -> Image.Image:
    """The logo in a square, as large as this share of its side; None for the circle that is never cut off."""
    side = max(logo.size) * _LARGE * _SAFE / hypot(*logo.size) if room is None else _LARGE * room
    inside = ImageOps.contain(logo.convert("RGBA"), (round(side), round(side)))
    square = Image.new("RGBA", (_LARGE, _LARGE), (0, 0, 0, 0))
    square.alpha_composite(inside, ((_LARGE - inside.width) // 2, (_LARGE - inside.height) // 2))
    return square


def _initial(name: str, accent: str, share: float) -> Image.Image:
    ground = colour_of(accent)
    square = Image.new("RGBA", (_LARGE, _LARGE), (*ground, 255))
    letter = next((char.upper() for char in name if char.isalnum() and can_set("serif", char.upper())), "")
    if letter:
        face = font("serif", round(_LARGE * 0.78 * share))
        left, top, right, bottom = face.getbbox(letter)
        place = (_LARGE - left - right) / 2, (_LARGE - top - bottom) / 2
        ImageDraw.Draw(square).text(place, letter, font=face, fill=readable_on(ground))
    return square


def _on(square: Image.Image, ground: Colour) -> Image.Image:
    """Seen through nowhere: phones put black behind an icon."""
    whole = Image.new("RGBA", square.size, (*ground, 255))
    whole.alpha_composite(square)
    return whole


def _png(square: Image.Image, pixels: int) -> bytes:
    content = BytesIO()
    square.resize((pixels, pixels), Image.Resampling.LANCZOS).save(content, "PNG", optimize=True)
    return content.getvalue()


def _ico(square: Image.Image) -> bytes:
    content = BytesIO()
    square.save(content, "ICO", sizes=[(16, 16), (32, 32), (48, 48)])
    return content.getvalue()

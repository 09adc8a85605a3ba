"""The colours in which pictures announce themselves while they are on their way.

A page may not bear inline styles, and a sheet cannot know every picture. So there are 24 colours, each a
class of two letters in `theme/css/tints.css`, and a picture has the one that comes nearest to most of it.
"""

from collections.abc import Iterable

from PIL import Image as Pillow

# Four lightnesses of a grey and of five hues (OKLCH 30, 80, 145, 240 and 320 degrees), in three digits.
TINTS = (
    "#222", "#411", "#320", "#131", "#034", "#324",
    "#555", "#843", "#652", "#464", "#258", "#647",
    "#999", "#c87", "#a96", "#7a7", "#69c", "#a8b",
    "#ddd", "#fcc", "#edb", "#cdc", "#bde", "#dce",
)  # fmt: skip
NONE = -1
"""Of a picture that one can see through: the page is its ground."""
DARK = 12
"""So many, from the first on, are dark: there the alternative text of a missing picture is white."""


def class_of(tint: int | None) -> str:
    """The class of a picture's tint, such as `tk`; empty where it has none or it is not known yet."""
    return f"t{chr(ord('a') + tint)}" if tint is not None and 0 <= tint < len(TINTS) else ""


def tint_of(picture: Pillow.Image) -> int:
    """Position in TINTS of the colour that most of the picture has; NONE where one can see through it."""
    # A histogram has 256 entries for the one channel; the last is of what one cannot see through.
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if has_alpha and any(picture.convert("RGBA").getchannel("A").histogram()[:255]):
        return NONE
    few = picture.convert("RGB").resize((48, 48), Pillow.Resampling.BOX).quantize(6)
    palette = few.getpalette() or [0, 0, 0]
    numbers = few.histogram()
    most = numbers.index(max(numbers))
    return _nearest(palette[3 * most : 3 * most + 3])


def _nearest(channels: Iterable[int]) -> int:
    wanted = _oklab(*channels)
    return min(range(len(TINTS)), key=lambda tint: _distance(wanted, _LAB[tint]))


def _distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _oklab(*channels: int) -> tuple[float, ...]:
    """OKLab of sRGB (Björn Ottosson, “A perceptual color space for image processing”, 2020)."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels)
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


_LAB = [_oklab(*(17 * int(digit, 16) for digit in tint[1:])) for tint in TINTS]

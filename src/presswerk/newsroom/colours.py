"""Colours that can be read: contrast by WCAG 2.2, and a colour mended until it has enough of it."""

import colorsys
import re

# WCAG 2.2, success criterion 1.4.3 (AA) for text of normal size.
ENOUGH_CONTRAST = 4.5
_STEPS = 60
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Whether it is a colour as editors write it: # and six hexadecimal digits, nothing else."""
    return _COLOUR.fullmatch(text) is not None


def relative_luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` in [0, 1], as WCAG 2.2 defines it."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 (none) to 21 (black on white).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: str, ground: str, enough: float = ENOUGH_CONTRAST) -> str:
    """The colour itself where it stands out enough, else the nearest one of its hue that does."""
    if contrast(colour, ground) >= enough:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    end = 0.0 if relative_luminance(ground) > 0.18 else 1.0
    for step in range(1, _STEPS + 1):
        mended = _hex(colorsys.hls_to_rgb(hue, lightness + (end - lightness) * step / _STEPS, saturation))
        if contrast(mended, ground) >= enough:
            return mended
    return "#000000" if end == 0.0 else "#ffffff"


def mixed(one: str, other: str, share: float) -> str:
    """The first colour with this share of the other in it, by the channels of sRGB.

    >>> mixed("#ffffff", "#000000", 0.2)
    '#cccccc'
    """
    channels = zip(_channels(one), _channels(other), strict=True)
    return _hex(tuple(first + (second - first) * share for first, second in channels))


def in_light(colour: str, lightness: float, most_saturation: float) -> str:
    """The same hue in another lightness, and no more saturated than this; both in [0, 1]."""
    hue, _lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return _hex(colorsys.hls_to_rgb(hue, lightness, min(saturation, most_saturation)))


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hex(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)

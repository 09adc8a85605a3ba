"""Colours that can be read on each other (WCAG 2.2, "contrast ratio")."""

from PIL import ImageColor

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (17, 17, 17)


def colour_of(text: str, otherwise: str = "#a3241e") -> Colour:
    """The colour that an editor chose, such as "#a3241e"."""
    try:
        red, green, blue = ImageColor.getrgb(text)[:3]
    except ValueError:
        red, green, blue = ImageColor.getrgb(otherwise)[:3]
    return red, green, blue


def readable_on(ground: Colour) -> Colour:
    """White or nearly black, whichever has the stronger contrast."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))


def contrast(one: Colour, other: Colour) -> float:
    """From 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

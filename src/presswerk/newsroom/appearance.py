"""The colours that readers see, from those that a publisher asked for.

What is asked for is kept as it is; here it is lightened or darkened until text can be read by WCAG 2.2 AA
(success criterion 1.4.3, contrast 4.5), on light and on dark ground.
"""

from dataclasses import dataclass

from presswerk.newsroom.colours import contrast, in_light, is_colour, mixed, readable_on

# Running text stands out more than the law asks: WCAG 2.2, success criterion 1.4.6 (AAA).
_TEXT_CONTRAST = 7.0
# Text of all looks is at most as light on light ground, and at most as dark on dark ground.
_INK = ("#1a1a1a", "#e8e8e8")
_SOFT = ("#55595f", "#aeada8")
# How much ink there is in a tinted ground, and in a hairline.
_WASH, _RULE = 0.05, 0.17


@dataclass(frozen=True)
class Asked:
    """What the publisher wrote, `#rrggbb` or nothing."""

    accent: str
    ground: str = ""
    signal: str = ""


@dataclass(frozen=True)
class Scheme:
    """The colours on light or on dark ground. `paper` and `label_ground` are empty where the look decides."""

    accent: str
    wash: str
    paper: str = ""
    soft: str = ""
    rule: str = ""
    label_ground: str = ""
    label_ink: str = ""


def schemes(asked: Asked, washes: tuple[str, str]) -> tuple[Scheme, Scheme]:
    """The colours on light and on dark ground; `washes` are the look's own tinted grounds."""
    light, dark = (_scheme(asked, wash, is_dark=bool(dark)) for dark, wash in enumerate(washes))
    return light, dark


def _scheme(asked: Asked, wash: str, *, is_dark: bool) -> Scheme:
    paper = soft = rule = label_ground = label_ink = ""
    ink = _INK[is_dark]
    if is_colour(asked.ground):
        paper = _ground(asked.ground, is_dark=is_dark)
        wash, rule = mixed(paper, ink, _WASH), mixed(paper, ink, _RULE)
        soft = readable_on(_SOFT[is_dark], wash)
    if is_colour(asked.signal):
        label_ground = in_light(asked.signal, 0.18, 0.6) if is_dark else _under_ink(asked.signal)
        label_ink = readable_on(label_ground, label_ground, _TEXT_CONTRAST)
    accent = readable_on(asked.accent, wash) if is_colour(asked.accent) else ink
    return Scheme(accent, wash, paper, soft, rule, label_ground, label_ink)


def _ground(asked: str, *, is_dark: bool) -> str:
    # On dark ground the hue remains, as a tint: nobody asks for a page of dark red to read on at night.
    return in_light(asked, 0.085, 0.35) if is_dark else _under_ink(asked)


def _under_ink(ground: str) -> str:
    """The ground itself, or as much lighter as running text on it needs."""
    return readable_on(ground, _INK[0], _TEXT_CONTRAST)


@dataclass(frozen=True)
class Explained:
    """One colour for the publisher: what was asked, what is shown on either ground, how it reads."""

    name: str
    asked: str
    light: str
    dark: str
    light_contrast: float
    dark_contrast: float
    asked_contrast: float
    is_mended: bool


def explained(asked: Asked, washes: tuple[str, str]) -> list[Explained]:
    """Each colour that was asked for, in the order accent, ground, signal.

    The contrast is that of the accent on the tinted ground, and of running text on ground and signal.
    `is_mended` says that readers on light ground see another colour than the one asked for.
    """
    light, dark = schemes(asked, washes)
    rows = []
    if is_colour(asked.accent):
        rows.append(_explained("accent", asked.accent, (light.accent, dark.accent), (light.wash, dark.wash)))
    if is_colour(asked.ground):
        rows.append(_explained("ground", asked.ground, (light.paper, dark.paper), _INK))
    if is_colour(asked.signal):
        shown = (light.label_ground, dark.label_ground)
        rows.append(_explained("signal", asked.signal, shown, (light.label_ink, dark.label_ink)))
    return rows


def _explained(name: str, asked: str, shown: tuple[str, str], against: tuple[str, str]) -> Explained:
    return Explained(
        name,
        asked,
        *shown,
        light_contrast=contrast(shown[0], against[0]),
        dark_contrast=contrast(shown[1], against[1]),
        asked_contrast=contrast(asked, against[0]),
        is_mended=shown[0].lower() != asked.lower(),
    )

"""Which sizes of a picture are kept, and which of them a place in the page shows.

Reader pages read stored sizes only. The sets are made by a job after the upload; where one is still
missing the next best stored one is shown, and the job is asked again.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """A crop and the widths in which it is kept, in pixels. Without a ratio the picture is not cut.

    `fallback_width` is the one width that is also kept as JPEG, for browsers without WebP and for feeds.
    """

    name: str
    widths: tuple[int, ...]
    fallback_width: int
    ratio: tuple[int, int] | None = None

    def spec(self, width: int, format_name: str) -> str:
        """Wagtail's filter for one size, for example `fill-640x360|format-webp`."""
        if self.ratio is None:
            size = f"width-{width}"
        else:
            size = f"fill-{width}x{round(width * self.ratio[1] / self.ratio[0])}"
        return f"{size}|format-{format_name}"


# 768 is enough for a telephone's whole width: 375 points at 2 pixels each, or 412 at 1.75. Browsers take the
# next larger one for a single pixel more, and that weighs half as much again.
WIDE = Shape("wide", (320, 640, 768, 960, 1280), 960, (16, 9))
SQUARE = Shape("square", (96, 192, 384), 192, (1, 1))
WHOLE = Shape("whole", (480, 800, 1200, 1800), 1200)
SHAPES = (WIDE, SQUARE, WHOLE)

# What search engines ask of the pictures of an article, in the three ratios in which they crop them (Google
# Search Central, "Article structured data"). Of lead pictures only, and JPEG alone: no page shows them.
FOUND_WIDE = Shape("found wide", (1200,), 1200, (16, 9))
FOUND_CLASSIC = Shape("found classic", (1200,), 1200, (4, 3))
FOUND_SQUARE = Shape("found square", (1200,), 1200, (1, 1))
FOUND = (FOUND_WIDE, FOUND_CLASSIC, FOUND_SQUARE)

# Place in the page → shape, the CSS width it takes there (the `sizes` attribute), and the widths that are of
# use there. Each address costs a reader some ten bytes more, after compression.
PLACES: dict[str, tuple[Shape, str, tuple[int, ...]]] = {
    "teaser": (WIDE, "(min-width: 60rem) 20rem, (min-width: 40rem) 45vw, 94vw", (320, 640, 960)),
    "small": (WIDE, "(min-width: 40rem) 10rem, 30vw", (320, 640)),
    "lead": (WIDE, "(min-width: 75rem) 50rem, (min-width: 48rem) 66vw, 100vw", (320, 768, 960, 1280)),
    "column": (WHOLE, "(min-width: 48rem) 42rem, 100vw", WHOLE.widths),
    "wide": (WHOLE, "(min-width: 75rem) 64rem, 100vw", WHOLE.widths),
    "full": (WHOLE, "100vw", WHOLE.widths),
    "portrait": (WHOLE, "(min-width: 48rem) 20rem, 100vw", WHOLE.widths),
    "square": (SQUARE, "6rem", SQUARE.widths),
    "logo": (WHOLE, "(min-width: 48rem) 20rem, 13rem", (480, 800)),
}

AT_ONCE = "webp"
LATER = "avif"
FALLBACK = "jpeg"


def specs_of(shape: Shape, format_name: str) -> list[str]:
    """All filters of a shape in a format; the fallback format has one width only."""
    widths = (shape.fallback_width,) if format_name == FALLBACK else shape.widths
    return [shape.spec(width, format_name) for width in widths]


FIRST_SPECS = tuple(
    spec for shape in SHAPES for name in (FALLBACK, AT_ONCE) for spec in specs_of(shape, name)
)
LATER_SPECS = tuple(spec for shape in SHAPES for spec in specs_of(shape, LATER))
ALL_SPECS = FIRST_SPECS + LATER_SPECS
# The size in the editor's listings and choosers of pictures, as Wagtail's templates ask for it. Without it,
# the first look at a listing makes thirty of them while the editor waits.
EDITORS_SPECS = ("max-165x165",)
FOUND_SPECS = tuple(spec for shape in FOUND for spec in specs_of(shape, FALLBACK))

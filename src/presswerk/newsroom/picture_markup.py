"""The `<picture>` element, from stored sizes alone."""

from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from presswerk.newsroom import pictures, renditions
from presswerk.newsroom.models import Image
from presswerk.newsroom.stored_sizes import StoredSize, sizes_of
from presswerk.newsroom.tints import class_of

_MIME_TYPES = {"avif": "image/avif", "webp": "image/webp"}
_SPECS = {
    (shape, name): tuple(renditions.specs_of(shape, name))
    for shape in renditions.SHAPES
    for name in (renditions.FALLBACK, renditions.AT_ONCE, renditions.LATER)
}


def picture_markup(
    image: Image, place: str, *, alt: str | None = None, sizes: str = "", loading: str = "lazy"
) -> SafeString:
    """`<picture>` with AVIF, WebP and a fallback as far as stored; nothing when nothing is stored yet.

    The original is never shown: it may hold camera data, and it is large. Raises KeyError for a place
    that renditions.PLACES does not know.
    """
    shape, usual_sizes, useful = renditions.PLACES[place]
    stored = sizes_of(image)
    shown = _best_fallback(stored, shape)
    if shown is None:
        pictures.ask_once(image.pk)
        return SafeString()
    best = _candidates(stored, shape, renditions.LATER, useful)
    good = _candidates(stored, shape, renditions.AT_ONCE, useful)
    if best and not _is_whole(stored, shape):  # made before the shape got another width
        pictures.ask_once(image.pk)
    if best:  # whoever cannot show these has an old browser, and one size is enough for it
        good = good[len(good) // 2 :][:1]
    sources = "".join(
        _source(candidates, name, sizes or usual_sizes)
        for name, candidates in ((renditions.LATER, best), (renditions.AT_ONCE, good))
    )
    return mark_safe(f"<picture>{sources}{_img(image, shown, alt, loading)}</picture>")


def poster_attributes(image: Image, place: str) -> SafeString:
    """`poster`, `width` and `height` for a `<video>`, from the stored size that every browser can show.

    Nothing when nothing is stored yet; the sizes are then asked for. Raises KeyError for an unknown place.
    """
    shape, _usual_sizes, _useful = renditions.PLACES[place]
    shown = _best_fallback(sizes_of(image), shape)
    if shown is None:
        pictures.ask_once(image.pk)
        return SafeString()
    return format_html(' poster="{}" width="{}" height="{}"', shown.url, shown.width, shown.height)


def _is_whole(stored: dict[str, StoredSize], shape: renditions.Shape) -> bool:
    return all(spec in stored for spec in _SPECS[shape, renditions.LATER])


def _candidates(
    stored: dict[str, StoredSize], shape: renditions.Shape, format_name: str, useful: tuple[int, ...]
) -> list[StoredSize]:
    """The stored sizes of a shape in a format that are of use in a place, the smallest first.

    Where none of these is stored, the smallest that is.
    """
    # A small original gives the same width several times; each width is named once.
    by_width = {
        stored[spec].width: stored[spec] for spec in _fitting(shape, format_name, useful) if spec in stored
    }
    if by_width:
        return [by_width[width] for width in sorted(by_width)]
    return [stored[spec] for spec in _SPECS[shape, format_name] if spec in stored][:1]


@lru_cache(maxsize=64)
def _fitting(shape: renditions.Shape, format_name: str, useful: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(shape.spec(width, format_name) for width in useful)


def _source(candidates: list[StoredSize], format_name: str, sizes: str) -> str:
    if not candidates:
        return ""
    kind = _MIME_TYPES[format_name]
    if len(candidates) == 1:
        return f'<source type="{kind}" srcset="{escape(candidates[0].url)}">'
    srcset = ", ".join(f"{size.url} {size.width}w" for size in candidates)
    return f'<source type="{kind}" srcset="{escape(srcset)}" sizes="{escape(sizes)}">'


def _img(image: Image, shown: StoredSize, alt: str | None, loading: str) -> str:
    text = image.default_alt_text if alt is None else alt
    priority = ' fetchpriority="high"' if loading == "eager" else ""
    tint = class_of(image.tint)
    ground = f' class="{tint}"' if tint else ""
    return (
        f'<img src="{escape(shown.url)}" width="{shown.width}" height="{shown.height}" alt="{escape(text)}"'
        f' loading="{escape(loading)}" decoding="async"{priority}{ground}>'
    )


def _best_fallback(stored: dict[str, StoredSize], shape: renditions.Shape) -> StoredSize | None:
    """The JPEG of the shape, else its largest WebP, else the largest stored size of any shape."""
    for format_name in (renditions.FALLBACK, renditions.AT_ONCE):
        for spec in reversed(_SPECS[shape, format_name]):
            if spec in stored:
                return stored[spec]
    return max(
        (size for size in stored.values() if size.filter_spec in renditions.ALL_SPECS),
        key=lambda size: size.width,
        default=None,
    )

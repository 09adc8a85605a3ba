"""The `<picture>` element, from stored sizes alone."""

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from presswerk.newsroom import pictures, renditions
from presswerk.newsroom.models import Image
from presswerk.newsroom.stored_sizes import StoredSize, sizes_of

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
    shape, usual_sizes = renditions.PLACES[place]
    stored = sizes_of(image)
    shown = _best_fallback(stored, shape)
    if shown is None:
        pictures.ask_once(image.pk)
        return SafeString()
    sources = "".join(
        _source(stored, shape, name, sizes or usual_sizes) for name in (renditions.LATER, renditions.AT_ONCE)
    )
    return mark_safe(f"<picture>{sources}{_img(image, shown, alt, loading)}</picture>")


def poster_attributes(image: Image, place: str) -> SafeString:
    """`poster`, `width` and `height` for a `<video>`, from the stored size that every browser can show.

    Nothing when nothing is stored yet; the sizes are then asked for. Raises KeyError for an unknown place.
    """
    shape, _usual_sizes = renditions.PLACES[place]
    shown = _best_fallback(sizes_of(image), shape)
    if shown is None:
        pictures.ask_once(image.pk)
        return SafeString()
    return format_html(' poster="{}" width="{}" height="{}"', shown.url, shown.width, shown.height)


def _source(stored: dict[str, StoredSize], shape: renditions.Shape, format_name: str, sizes: str) -> str:
    # A small original gives the same width several times; each width is named once.
    by_width = {stored[spec].width: stored[spec] for spec in _SPECS[shape, format_name] if spec in stored}
    if not by_width:
        return ""
    candidates = ", ".join(f"{size.url} {width}w" for width, size in sorted(by_width.items()))
    kind = _MIME_TYPES[format_name]
    return f'<source type="{kind}" srcset="{escape(candidates)}" sizes="{escape(sizes)}">'


def _img(image: Image, shown: StoredSize, alt: str | None, loading: str) -> str:
    text = image.default_alt_text if alt is None else alt
    priority = ' fetchpriority="high"' if loading == "eager" else ""
    return (
        f'<img src="{escape(shown.url)}" width="{shown.width}" height="{shown.height}" alt="{escape(text)}"'
        f' loading="{escape(loading)}" decoding="async"{priority}>'
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

"""The `<picture>` element, from stored sizes alone."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from presswerk.newsroom import pictures, renditions
from presswerk.newsroom.models import Image, Rendition

_MIME_TYPES = {"avif": "image/avif", "webp": "image/webp"}


def picture_markup(
    image: Image, place: str, *, alt: str | None = None, sizes: str = "", loading: str = "lazy"
) -> SafeString:
    """`<picture>` with AVIF, WebP and a fallback as far as stored; nothing when nothing is stored yet.

    The original is never shown: it may hold camera data, and it is large. Raises KeyError for a place
    that renditions.PLACES does not know.
    """
    shape, usual_sizes = renditions.PLACES[place]
    stored = _stored(image)
    shown = _best_fallback(stored, shape)
    if shown is None:
        pictures.ask_once(image.pk)
        return SafeString()
    sources = "".join(
        _source(stored, shape, name, sizes or usual_sizes) for name in (renditions.LATER, renditions.AT_ONCE)
    )
    return format_html("<picture>{}{}</picture>", mark_safe(sources), _img(image, shown, alt, loading))


def poster_attributes(image: Image, place: str) -> SafeString:
    """`poster`, `width` and `height` for a `<video>`, from the stored size that every browser can show.

    Nothing when nothing is stored yet; the sizes are then asked for. Raises KeyError for an unknown place.
    """
    shape, _usual_sizes = renditions.PLACES[place]
    shown = _best_fallback(_stored(image), shape)
    if shown is None:
        pictures.ask_once(image.pk)
        return SafeString()
    return format_html(' poster="{}" width="{}" height="{}"', _url(shown), shown.width, shown.height)


def _stored(image: Image) -> dict[str, Rendition]:
    loaded: Iterable[Rendition] | None = getattr(image, "prefetched_renditions", None)
    if loaded is None:
        loaded = image.renditions.filter(filter_spec__in=renditions.ALL_SPECS)
    return {rendition.filter_spec: rendition for rendition in loaded}


def _source(stored: dict[str, Rendition], shape: renditions.Shape, format_name: str, sizes: str) -> str:
    found = [stored[spec] for spec in renditions.specs_of(shape, format_name) if spec in stored]
    if not found:
        return ""
    # A small original gives the same width several times; each width is named once.
    by_width = {rendition.width: rendition for rendition in found}
    candidates = ", ".join(f"{_url(by_width[width])} {width}w" for width in sorted(by_width))
    return format_html(
        '<source type="{}" srcset="{}" sizes="{}">', _MIME_TYPES[format_name], candidates, sizes
    )


def _img(image: Image, shown: Rendition, alt: str | None, loading: str) -> SafeString:
    text = image.default_alt_text if alt is None else alt
    priority = mark_safe(' fetchpriority="high"') if loading == "eager" else ""
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async"{}>',
        _url(shown),
        shown.width,
        shown.height,
        text,
        loading,
        priority,
    )


def _best_fallback(stored: dict[str, Rendition], shape: renditions.Shape) -> Rendition | None:
    """The JPEG of the shape, else its largest WebP, else the largest stored size of any shape."""
    for format_name in (renditions.FALLBACK, renditions.AT_ONCE):
        for spec in reversed(renditions.specs_of(shape, format_name)):
            if spec in stored:
                return stored[spec]
    return max(stored.values(), key=lambda rendition: rendition.width, default=None)


def _url(rendition: Rendition) -> str:
    return settings.MEDIA_URL + rendition.file.name if settings.MEDIA_URL.startswith("/") else rendition.url

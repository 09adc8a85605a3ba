from typing import Any

from presswerk.newsroom import pictures, renditions
from presswerk.newsroom.models import ArticlePage, Image
from presswerk.syndication.pictures import stored_jpeg
from presswerk.syndication.structured_data.markup import filled


def image_object(
    picture: Image | None, shape: renditions.Shape, root_url: str, caption: str = ""
) -> dict[str, Any] | None:
    """A stored JPEG as an ImageObject with its size in pixels; None where there is none."""
    stored = stored_jpeg(picture, shape, root_url)
    if picture is None or stored is None:
        return None
    return filled(
        {
            "@type": "ImageObject",
            "url": stored.url,
            "width": stored.width,
            "height": stored.height,
            "caption": caption or picture.caption,
            "creditText": picture.credit,
        }
    )


def article_images(article: ArticlePage, root_url: str) -> list[dict[str, Any]]:
    """The lead picture in 16:9, 4:3 and 1:1; until the job has made these, in what the page itself shows."""
    if article.lead_picture is None:
        return []
    found = _in_shapes(article, renditions.FOUND, root_url)
    if len(found) < len(renditions.FOUND) and article.live:
        pictures.ask_found_once(article.lead_picture.pk)
    return found or _in_shapes(article, (renditions.WIDE, renditions.WHOLE), root_url)


def _in_shapes(
    article: ArticlePage, shapes: tuple[renditions.Shape, ...], root_url: str
) -> list[dict[str, Any]]:
    caption = article.lead_picture_caption
    found = (image_object(article.lead_picture, shape, root_url, caption) for shape in shapes)
    return [image for image in found if image]

from typing import Any

from presswerk.newsroom import renditions
from presswerk.newsroom.models import Image
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

"""The web app manifest (https://www.w3.org/TR/appmanifest/): the paper as an icon on a phone."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from presswerk.newsroom.excerpts import cut_at_word
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.syndication import icons
from presswerk.syndication.structured_data.markup import filled

CONTENT_TYPE = "application/manifest+json"
# Longer names are cut under an icon (Web.dev, "Add a web app manifest", short_name).
_SHORT_CHARACTERS = 12
_ICONS = (
    (icons.SMALL, "192x192", "any"),
    (icons.LARGE, "512x512", "any"),
    (icons.MASKABLE, "512x512", "maskable"),
)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """`/site.webmanifest`, in the language of the default edition. 404 before the paper is founded."""
    paper, site = paper_queries.paper(request), paper_queries.site_of(request)
    if site is None:
        raise Http404("This paper has no edition yet.")
    described: dict[str, Any] = filled(
        {
            "id": "/",
            "name": paper.name,
            "short_name": paper.name
            if len(paper.name) <= _SHORT_CHARACTERS
            else cut_at_word(paper.name, _SHORT_CHARACTERS),
            "description": paper.description,
            "lang": settings.LANGUAGE_CODE,
            "dir": "rtl" if get_language_info(settings.LANGUAGE_CODE)["bidi"] else "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "theme_color": paper.accent_colour,
            "background_color": "#ffffff",
            "icons": [
                {"src": address, "sizes": sizes, "type": "image/png", "purpose": purpose}
                for name, sizes, purpose in _ICONS
                if (address := icons.address_of(site, name))
            ],
        }
    )
    return HttpResponse(json.dumps(described, ensure_ascii=False), content_type=CONTENT_TYPE)

"""How a link to the paper looks in messengers and networks (The Open Graph protocol, https://ogp.me)."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from presswerk.newsroom import renditions
from presswerk.newsroom.models import ArticlePage, AuthorProfile, Image
from presswerk.newsroom.slots import context_of
from presswerk.syndication.pictures import stored_jpeg
from presswerk.syndication.structured_data.articles import modified_at
from presswerk.syndication.structured_data.markup import offset_datetime

# Open Graph wants a territory with the language; a language of which we name none goes without.
_TERRITORIES = {"de": "de_DE", "en": "en_GB", "fr": "fr_FR", "nl": "nl_NL", "da": "da_DK", "pl": "pl_PL"}

Property = tuple[str, Any]


def meta_elements(page: Any, request: HttpRequest) -> SafeString | None:
    """The `<meta>` elements of any page that stands for itself."""
    context = context_of(request)
    if context.get("robots") or not context.get("canonical_url"):
        return None
    properties = [*_of_any(page, context), *_of_picture(page, context), *_of_article(page)]
    meta = format_html_join(
        "", '<meta property="{}" content="{}">\n', ((name, value) for name, value in properties if value)
    )
    has_picture = any(name == "og:image" for name, _value in properties)
    card = (("twitter:card", "summary_large_image" if has_picture else "summary"),)
    return meta + format_html_join("", '<meta name="{}" content="{}">\n', card)


def _of_any(page: Any, context: Context) -> Iterator[Property]:
    yield "og:title", page.headline if isinstance(page, ArticlePage) else context["page_title"]
    yield "og:type", _type_of(page)
    yield "og:url", page.full_url if isinstance(page, ArticlePage) else context["canonical_url"]
    yield "og:site_name", context["paper"].name
    yield "og:locale", _TERRITORIES.get(context["language"])
    yield "og:description", context["description"]


def _type_of(page: Any) -> str:
    if isinstance(page, ArticlePage):
        return "article"
    return "profile" if isinstance(page, AuthorProfile) else "website"


def _of_picture(page: Any, context: Context) -> Iterator[Property]:
    picture, shape = _picture_of(page)
    stored = stored_jpeg(picture, shape, context["root_url"])
    if picture is None or stored is None:
        return
    yield "og:image", stored.url
    yield "og:image:type", "image/jpeg"
    yield "og:image:width", stored.width
    yield "og:image:height", stored.height
    yield "og:image:alt", picture.default_alt_text


def _picture_of(page: Any) -> tuple[Image | None, renditions.Shape]:
    if isinstance(page, ArticlePage):
        return page.lead_picture, renditions.WIDE
    return (page.portrait if isinstance(page, AuthorProfile) else None), renditions.WHOLE


def _of_article(page: Any) -> Iterator[Property]:
    if not isinstance(page, ArticlePage):
        return
    yield "article:published_time", offset_datetime(page.published_at)
    yield "article:modified_time", offset_datetime(modified_at(page, list(page.corrections.all())))
    yield "article:section", page.section.title if page.section_id else ""
    for topic in page.topics.all():
        yield "article:tag", topic.name

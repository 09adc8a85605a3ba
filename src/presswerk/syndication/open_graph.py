"""How a link to the paper looks in messengers and networks (The Open Graph protocol, https://ogp.me)."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin

from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from presswerk.newsroom import renditions
from presswerk.newsroom.models import ArticlePage, AuthorProfile, Image
from presswerk.newsroom.slots import context_of
from presswerk.syndication import cards, icons
from presswerk.syndication.pictures import stored_jpeg
from presswerk.syndication.structured_data.articles import modified_at
from presswerk.syndication.structured_data.markup import offset_datetime

# Open Graph wants a territory with the language; a language of which we name none goes without.
_TERRITORIES = {"de": "de_DE", "en": "en_GB", "fr": "fr_FR", "nl": "nl_NL", "da": "da_DK", "pl": "pl_PL"}

Property = tuple[str, Any]


class _Shown(NamedTuple):
    """A picture for the card: its address, size in pixels, and what is to be seen."""

    url: str
    width: int
    height: int
    alt: str


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
    shown = _card(page, context) or _picture(page, context) or _paper_card(context)
    if shown is None:
        return
    yield "og:image", shown.url
    yield "og:image:type", "image/jpeg"
    yield "og:image:width", shown.width
    yield "og:image:height", shown.height
    yield "og:image:alt", shown.alt


def _card(page: Any, context: Context) -> _Shown | None:
    """The article's own share picture, once it is made; who cannot see it hears the headline set in it."""
    card = cards.card_of(page) if isinstance(page, ArticlePage) and page.live else None
    if card is None:
        return None
    return _Shown(urljoin(f"{context['root_url']}/", card.url), card.width, card.height, page.headline)


def _picture(page: Any, context: Context) -> _Shown | None:
    picture, shape = _picture_of(page)
    stored = stored_jpeg(picture, shape, context["root_url"])
    if picture is None or stored is None:
        return None
    return _Shown(stored.url, stored.width, stored.height, picture.default_alt_text)


def _paper_card(context: Context) -> _Shown | None:
    paper = context["paper"]
    address = icons.address_of(paper.site, icons.CARD)
    if not address:
        return None
    return _Shown(context["root_url"] + address, cards.WIDTH, cards.HEIGHT, paper.name)


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

"""What templates of reader pages may call: pictures from stored sizes, slots, dates, reading time."""

import secrets
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from presswerk.newsroom import paid_links, rich_text, slots
from presswerk.newsroom.models import Image
from presswerk.newsroom.paper_sheet import paper_sheet
from presswerk.newsroom.picture_markup import picture_markup, poster_attributes

register = template.Library()


@register.simple_tag
def picture(
    image: Image | None, place: str = "column", alt: str | None = None, sizes: str = "", loading: str = "lazy"
) -> SafeString:
    """A `<picture>` of stored sizes for a place in the page; nothing when there is no picture.

    `place` is one of newsroom.renditions.PLACES; `loading="eager"` also gives it a high priority.
    """
    return picture_markup(image, place, alt=alt, sizes=sizes, loading=loading) if image else SafeString()


@register.simple_tag(takes_context=True)
def paper_style(context: Context) -> SafeString:
    """The paper's colours and fonts, written into the page; the content policy of this answer permits them.

    A file of its own would hold up the first paint by a round trip on a telephone. Nothing without a paper.
    Inside of `{% paper_page %}` the fonts are those that the page needs, else all.
    """
    request = context.get("request")
    if request is None or context.get("paper") is None:
        return SafeString()
    place = context.get(_STYLE_PLACE)
    return mark_safe(_style(request) if place is None else place)


@register.tag
def paper_page(parser: Parser, _token: Token) -> Node:
    """`{% paper_page %}<!doctype html>…{% endpaper_page %}`: see `{% paper_style %}`."""
    nodes = parser.parse(("endpaper_page",))
    parser.delete_first_token()
    return PaperPage(nodes)


class PaperPage(Node):
    """A whole page, which says at its end what its head has to name."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The page with its style in the place that the tag has kept free for it."""
        place = f"<!--{secrets.token_hex(8)}-->"
        with context.push(**{_STYLE_PLACE: place}):
            page = self.nodelist.render(context)
        before, found, after = page.partition(place)
        return mark_safe(before + _style(context["request"], page) + after) if found else page


_STYLE_PLACE = "paper_style_place"


def _style(request: HttpRequest, page: str | None = None) -> str:
    request.in_page_style = style = paper_sheet(request, page)  # type: ignore[attr-defined]
    return f"<style>{style}</style>"


@register.simple_tag
def poster(image: Image | None, place: str = "column") -> SafeString:
    """The attributes that show a picture in a `<video>` before it is started; nothing without a picture."""
    return poster_attributes(image, place) if image else SafeString()


@register.filter
def paid(html: str) -> SafeString:
    """The same with `rel="sponsored"` at each link to another host, as search engines ask of what is paid."""
    return mark_safe(paid_links.marked(html))


@register.simple_tag(takes_context=True)
def slot(context: Context, place: str) -> SafeString:
    """What packages above the newsroom hang into this place of the page."""
    page = context.get("page")
    slots.remember_context(context["request"], context)
    return mark_safe("".join(slots.pieces(place, page, context["request"])))


@register.filter
def paper_richtext(source: str) -> SafeString:
    """Stored rich text of a field outside of a body, cleaned and with this paper's addresses."""
    return rich_text.render(source)


@register.filter
def reading_time(minutes: int) -> str:
    """`3` → “3 min read” in the page's language."""
    return ngettext("%(minutes)d min read", "%(minutes)d min read", minutes) % {"minutes": minutes}


@register.filter
def paper_date(moment: datetime | date | None) -> str:
    """A long date in the page's language and the paper's time zone, such as “23. November 2026”."""
    return _day(_date_of(moment), "DATE_FORMAT", get_language()) if moment else ""


@register.filter
def paper_time(moment: datetime | None) -> str:
    """The time of day, such as “18:05 Uhr”."""
    if not moment:
        return ""
    local = _local(moment)
    return _time(local.time().replace(second=0, microsecond=0), get_language())


@register.filter
def relative_or_date(moment: datetime | None) -> str:
    """The date as lists show it. It names the day, never “3 hours ago”: a page kept ready must stay true."""
    return _day(_date_of(moment), "SHORT_DATE_FORMAT", get_language()) if moment else ""


@register.filter
def iso(moment: datetime | date | None) -> str:
    """ISO 8601 with the offset from UTC, for `datetime` attributes."""
    if not moment:
        return ""
    return (
        _local(moment).isoformat(timespec="seconds") if isinstance(moment, datetime) else moment.isoformat()
    )


@register.simple_tag
def time_element(moment: datetime | None) -> SafeString:
    """A `<time>` with the long date."""
    return (
        format_html('<time datetime="{}">{}</time>', iso(moment), paper_date(moment))
        if moment
        else SafeString()
    )


@lru_cache(maxsize=4096)
def _day(day: date, format_name: str, language: str | None) -> str:
    """The date in words; `language` is the active one. The same few days stand on every page of lists."""
    return formats.date_format(day, format_name)


@lru_cache(maxsize=1440)
def _time(minute: time, language: str | None) -> str:
    return formats.time_format(minute, "TIME_FORMAT")


def _date_of(moment: datetime | date) -> date:
    local = _local(moment)
    return local.date() if isinstance(local, datetime) else local


def _local(moment: Any) -> Any:
    if isinstance(moment, datetime):
        return timezone.localtime(moment, timezone.get_default_timezone())
    return moment

"""What was published in the last days, in all editions of a site."""

from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Site

from presswerk import bake
from presswerk.newsroom.models import ArticlePage, Listing
from presswerk.newsroom.queries import listing
from presswerk.newsroom.queries.public_addresses import roots_of
from presswerk.newsroom.queries.teasers import teasers


@bake.named_query
def published_within(site: Site, span: timedelta, most: int) -> list[ArticlePage]:
    """The public articles of all editions that came out within `span` before now, newest first.

    Two queries for each edition. The answer stops being true when the oldest of them leaves the span.
    """
    since = timezone.now() - span
    found: list[ArticlePage] = []
    for root in roots_of(site):
        found += _of_edition(root.front.locale_id, since, most)
    found.sort(key=lambda article: (article.published_at, article.pk), reverse=True)
    del found[most:]
    if found:
        bake.expires(found[-1].published_at + span)
    return found


@bake.named_query
def was_anything_published_within(site: Site, span: timedelta) -> bool:
    """Whether an article of any edition came out within `span` before now. One query for each edition."""
    newest = None
    for root in roots_of(site):
        bake.depends_on(listing.tag(Listing.Kind.EDITION, root.front.locale_id))
        rows = listing.rows_of(Listing.Kind.EDITION, root.front.locale_id)
        moments = rows.order_by("-published_at", "-article").values_list("published_at", flat=True)
        newest = max(filter(None, (newest, moments.first())), default=None)
    if newest is None or newest + span <= timezone.now():
        return False
    bake.expires(newest + span)
    return True


def _of_edition(locale_id: int, since: datetime, most: int) -> list[ArticlePage]:
    bake.depends_on(listing.tag(Listing.Kind.EDITION, locale_id))
    rows = listing.rows_of(Listing.Kind.EDITION, locale_id).filter(published_at__gt=since)
    ids = rows.order_by("-published_at", "-article").values_list("article", flat=True)[:most]
    return teasers(list(ids), bylines=False)

"""The addresses of lists that show at least one public article: authors, topics, the archive's months and days."""

from django.db.models import Model, QuerySet
from wagtail.models import Site

from presswerk.newsroom import addresses
from presswerk.newsroom.models import AuthorProfile, Listing, Topic
from presswerk.newsroom.queries import parts
from presswerk.newsroom.queries.public_addresses import PublicAddress, newest_in, roots_of


def author_parts(site: Site) -> list[int]:
    """The parts of the authors' keys in which somebody has a public article. One query."""
    return parts.occupied(_with_articles(site, AuthorProfile, Listing.Kind.AUTHOR), "pk")


def authors(site: Site, part: int) -> list[PublicAddress]:
    """The pages of authors with a public article. One query."""
    rows = _part_of(_with_articles(site, AuthorProfile, Listing.Kind.AUTHOR), part)
    return [PublicAddress(addresses.author_path(author), author.newest) for author in rows]


def topic_parts(site: Site) -> list[int]:
    """The parts of the topics' keys in which one has a public article. One query."""
    return parts.occupied(_with_articles(site, Topic, Listing.Kind.TOPIC), "pk")


def topics(site: Site, part: int) -> list[PublicAddress]:
    """The pages of topics with a public article. One query."""
    rows = _part_of(_with_articles(site, Topic, Listing.Kind.TOPIC), part)
    return [PublicAddress(addresses.topic_path(topic), topic.newest) for topic in rows]


def _with_articles(site: Site, model: type[Model], kind: Listing.Kind) -> QuerySet:
    locales = [root.front.locale_id for root in roots_of(site)]
    return (
        model._default_manager.filter(locale_id__in=locales)
        .alias(newest=newest_in(kind, "pk"))
        .filter(newest__isnull=False)
    )


def _part_of(rows: QuerySet, part: int) -> QuerySet:
    first, end = parts.bounds(part)
    return (
        rows.filter(pk__gte=first, pk__lt=end)
        .order_by("pk")
        .annotate(newest=F("newest"))
        .only("slug", "locale")
    )

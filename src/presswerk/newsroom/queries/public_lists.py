"""The addresses of lists that show a public article: authors, topics, the archive's months and days."""

from datetime import date

from django.db.models import F, Model, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from wagtail.models import Site

from presswerk import bake
from presswerk.newsroom import addresses
from presswerk.newsroom.models import ArchiveDay, AuthorProfile, Listing, Topic
from presswerk.newsroom.queries import parts
from presswerk.newsroom.queries.archive import start_of
from presswerk.newsroom.queries.public_addresses import PublicAddress, newest_in, roots_of, unrestricted
from presswerk.newsroom.queries.teasers import restricted_paths


@bake.named_query
def author_parts(site: Site) -> list[int]:
    """The parts of the authors' keys in which somebody has a public article. One query."""
    bake.depends_on("authors", "lists")
    return parts.occupied(_with_articles(site, AuthorProfile, Listing.Kind.AUTHOR), "pk")


@bake.named_query
def authors(site: Site, part: int) -> list[PublicAddress]:
    """The pages of authors with a public article; they change with the newest one. One query."""
    bake.depends_on("authors", "lists")
    rows = _of_part(_with_articles(site, AuthorProfile, Listing.Kind.AUTHOR), part)
    return [PublicAddress(addresses.author_path(author), author.changed_at) for author in rows]


@bake.named_query
def topic_parts(site: Site) -> list[int]:
    """The parts of the topics' keys in which one has a public article. One query."""
    bake.depends_on("topics", "lists")
    return parts.occupied(_with_articles(site, Topic, Listing.Kind.TOPIC), "pk")


@bake.named_query
def topics(site: Site, part: int) -> list[PublicAddress]:
    """The pages of topics with a public article; they change with the newest one. One query."""
    bake.depends_on("topics", "lists")
    rows = _of_part(_with_articles(site, Topic, Listing.Kind.TOPIC), part)
    return [PublicAddress(addresses.topic_path(topic), topic.changed_at) for topic in rows]


def _with_articles(site: Site, model: type[Model], kind: Listing.Kind) -> QuerySet:
    rows = model._default_manager.filter(locale_id__in=[root.front.locale_id for root in roots_of(site)])
    return rows.alias(newest=newest_in(kind, "pk")).filter(newest__isnull=False)


def _of_part(rows: QuerySet, part: int) -> QuerySet:
    first, end = parts.bounds(part)
    rows = rows.filter(pk__gte=first, pk__lt=end).order_by("pk")
    return rows.annotate(changed_at=F("newest")).only("slug", "locale")


@bake.named_query
def archive_years(site: Site) -> list[int]:
    """The years in which something was published, newest first. One query over the days, not the articles."""
    locales = [root.front.locale_id for root in roots_of(site)]
    bake.depends_on(*(f"archive:{locale}" for locale in locales))
    days = ArchiveDay.objects.filter(locale_id__in=locales, articles__gt=0)
    return [year.year for year in days.dates("day", "year", order="DESC")]


@bake.named_query
def archive(site: Site, year: int) -> list[PublicAddress]:
    """The months of a year in the archive, and its days. One query for each edition."""
    found = []
    for root in roots_of(site):
        bake.depends_on(f"archive:{root.front.locale_id}")
        days = _days(root.front.locale_id, year)
        months = sorted({(day.year, day.month) for day in days})
        found += [addresses.archive_path(root.language, *month) for month in months]
        found += [addresses.archive_path(root.language, day.year, day.month, day.day) for day in days]
    return [PublicAddress(path) for path in found]


def _days(locale_id: int, year: int) -> list[date]:
    """The days of a year on which something was published that is public still."""
    if restricted_paths():
        return _days_by_listing(locale_id, year)
    days = ArchiveDay.objects.filter(locale_id=locale_id, articles__gt=0, day__year=year)
    return list(days.order_by("day").values_list("day", flat=True))


def _days_by_listing(locale_id: int, year: int) -> list[date]:
    """As `_days`, for a paper with restrictions: the count of a day tells nothing of who may read."""
    rows = Listing.objects.filter(
        unrestricted("article__path"),
        kind=Listing.Kind.EDITION,
        target_id=locale_id,
        published_at__gte=start_of(date(year, 1, 1)),
        published_at__lt=start_of(date(year + 1, 1, 1)),
    )
    days = rows.annotate(day=TruncDate("published_at", tzinfo=timezone.get_default_timezone()))
    return list(days.order_by("day").values_list("day", flat=True).distinct())

"""Keeping the listing index true: where each public article is listed."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from presswerk import bake
from presswerk.newsroom.models import ArchiveDay, ArticlePage, Credit, Listing, SectionPage
from presswerk.newsroom.queries.archive import start_of
from presswerk.newsroom.queries.listing import tag

# Front page at depth 2, so sections begin at 3 (Wagtail's root has depth 1).
_FIRST_SECTION_DEPTH = 3
CHUNK = 500

Place = tuple[int, int]


def refresh(article: ArticlePage) -> None:
    """Make the rows of one article match what it says now. MUST be called within a transaction."""
    before = set(article.listings.values_list("kind", "target_id"))
    days = set(days_of(article.listings.values_list("published_at", flat=True)))
    places = places_of([article]).get(article.pk, set()) if article.live else set()
    _replace([article.pk], {article.pk: places}, {article.pk: article.published_at})
    if article.live:
        days |= set(days_of([article.published_at]))
    recount(article.locale_id, days)
    purge(article, before | places, days)


def purge(
    article: ArticlePage, places: Iterable[Place], days: Iterable[date], strength: str = "wait"
) -> None:
    """Write the purges of an article that changed in these lists and on these days."""
    tags = {tag(kind, target) for kind, target in places}
    tags |= {f"page:{article.pk}", f"number:{article.number}"}
    tags |= {f"translations:{article.translation_key.hex}"}
    for day in days:
        tags |= {f"archive:{article.locale_id}:{day:%Y-%m}", f"archive:{article.locale_id}:{day:%Y-%m-%d}"}
    if days:
        tags.add(f"archive:{article.locale_id}")
    bake.changed(*tags, strength=strength)


def places_of(articles: Sequence[Any]) -> dict[int, set[Place]]:
    """Article id → all lists in which it stands: edition, sections up to the top, authors, topics.

    Needs `pk`, `path` and `locale_id` of the articles. Four queries for any number of them.
    """
    ids = [article.pk for article in articles]
    step = ArticlePage.steplen
    home = {article.pk: _section_paths(article.path[:-step], step) for article in articles}
    further = ArticlePage.further_sections.through.objects.filter(articlepage_id__in=ids)
    for article_id, path in further.values_list("articlepage_id", "sectionpage__path"):
        home[article_id] |= _section_paths(path, step)
    section_ids = dict(
        SectionPage.objects.filter(path__in=set().union(*home.values())).values_list("path", "pk")
        if home
        else ()
    )
    places: dict[int, set[Place]] = {
        article.pk: {(Listing.Kind.EDITION.value, article.locale_id)} for article in articles
    }
    for article_id, paths in home.items():
        places[article_id] |= {
            (Listing.Kind.SECTION.value, section_ids[path]) for path in paths if path in section_ids
        }
    for article_id, author in Credit.objects.filter(article_id__in=ids).values_list(
        "article_id", "author_id"
    ):
        places[article_id].add((Listing.Kind.AUTHOR.value, author))
    topics = ArticlePage.topics.through.objects.filter(articlepage_id__in=ids)
    for article_id, topic in topics.values_list("articlepage_id", "topic_id"):
        places[article_id].add((Listing.Kind.TOPIC.value, topic))
    return places


def _section_paths(path: str, step: int) -> set[str]:
    return {path[:end] for end in range(_FIRST_SECTION_DEPTH * step, len(path) + 1, step)}


def relist(article_ids: Sequence[int]) -> None:
    """Make the rows of many articles match, without purges: for imports and moved sections."""
    for start in range(0, len(article_ids), CHUNK):
        ids = article_ids[start : start + CHUNK]
        with transaction.atomic():
            # Rows and not instances: making a page object takes longer than all the rest.
            articles = list(
                ArticlePage.objects.filter(pk__in=ids, live=True).values_list(
                    "pk", "path", "locale_id", "published_at", named=True
                )
            )
            moments = {article.pk: article.published_at for article in articles}
            _replace(ids, places_of(articles), moments)


def _replace(ids: Sequence[int], places: dict[int, set[Place]], moments: dict) -> None:
    Listing.objects.filter(article_id__in=ids).delete()
    Listing.objects.bulk_create(
        [
            Listing(kind=kind, target_id=target, article_id=pk, published_at=moments[pk])
            for pk, of_article in places.items()
            for kind, target in sorted(of_article)
        ],
        batch_size=500,
    )


def recount(locale_id: int, days: Iterable[date]) -> None:
    """Count anew how many articles an edition published on these days."""
    for day in days:
        articles = Listing.objects.filter(
            kind=Listing.Kind.EDITION,
            target_id=locale_id,
            published_at__gte=start_of(day),
            published_at__lt=start_of(day + timedelta(days=1)),
        ).count()
        ArchiveDay.objects.update_or_create(locale_id=locale_id, day=day, defaults={"articles": articles})


def recount_all(locale_id: int) -> None:
    """Count all days of an edition anew in one walk, after an import."""
    zone = timezone.get_default_timezone()
    rows = (
        Listing.objects.filter(kind=Listing.Kind.EDITION, target_id=locale_id)
        .annotate(day=TruncDate("published_at", tzinfo=zone))
        .values_list("day")
        .annotate(articles=Count("pk"))
        .order_by()
    )
    with transaction.atomic():
        counted = [ArchiveDay(locale_id=locale_id, day=day, articles=articles) for day, articles in rows]
        ArchiveDay.objects.filter(locale_id=locale_id).delete()
        ArchiveDay.objects.bulk_create(counted, batch_size=500)


def days_of(moments: Iterable) -> list[date]:
    """The days on which these moments fall in the paper's time zone."""
    return [timezone.localdate(moment, timezone.get_default_timezone()) for moment in moments if moment]

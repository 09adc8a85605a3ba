"""Remembering which shard of the articles' sitemap has changed, and when."""

from collections.abc import Iterable

from django.utils import timezone

from presswerk import bake
from presswerk.newsroom.queries.parts import part_of
from presswerk.syndication.models import SitemapShard

# What the index, and what the sitemaps of all lists depend on.
INDEX_TAG = "sitemap"
LISTS_TAG = "sitemap:lists"


def tag(shard: int) -> str:
    """What the sitemap of a shard depends on."""
    return f"sitemap:articles:{shard}"


def articles_changed(numbers: Iterable[int], strength: str = "soft") -> None:
    """Date the shards of these article numbers anew. MUST be called in the transaction of the change.

    Publishing, taking back, moving and deleting do this by themselves; an import that writes rows past
    Wagtail's signals calls it with the numbers of each chunk.
    """
    shards = sorted({part_of(number) for number in numbers})
    now = timezone.now()
    # In ascending order, so that two transactions never wait for each other.
    SitemapShard.objects.bulk_create(
        [SitemapShard(number=shard, changed_at=now) for shard in shards],
        update_conflicts=True,
        update_fields=["changed_at"],
        unique_fields=["number"],
    )
    bake.changed(INDEX_TAG, LISTS_TAG, *(tag(shard) for shard in shards), strength=strength)


def all_changed(strength: str = "soft") -> None:
    """Date all shards anew, after what changes addresses by the thousand. MUST be called in a transaction.

    One statement over a hundred rows at 1,000,000 articles.
    """
    SitemapShard.objects.update(changed_at=timezone.now())
    shards = SitemapShard.objects.values_list("number", flat=True)
    bake.changed(INDEX_TAG, LISTS_TAG, *(tag(shard) for shard in shards), strength=strength)


def lists_changed(strength: str = "soft") -> None:
    """Sections, pages, authors or topics are others now. MUST be called in a transaction."""
    bake.changed(INDEX_TAG, LISTS_TAG, strength=strength)

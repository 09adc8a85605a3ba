"""New articles, many in one transaction.

What saving and publishing them one by one would write is written here in a few statements for all: pages,
articles, bylines, topics, revisions, places in lists, purges. Two things are left to a job, because they
would take longer than all the rest (`indexing`): the search index and the reference index.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations, get_serializable_data_for_fields
from wagtail.blocks import StreamValue
from wagtail.models import Page, Revision

from presswerk import bake
from presswerk.newsroom import embeds
from presswerk.newsroom.actions import listing, scheduling, showing
from presswerk.newsroom.models import ArticleNumber, ArticlePage, Correction, Credit
from presswerk.newsroom.slugs import slug_from
from presswerk.syndication.sitemaps import shards
from presswerk.transfer.loading import rows
from presswerk.transfer.loading.places import Places
from presswerk.transfer.loading.ready import Ready
from presswerk.transfer.loading.settling import EVERY_PAGE
from presswerk.transfer.models import ImportedItem


@dataclass
class _New:
    """A new article and the rows that hang on it."""

    ready: Ready
    article: ArticlePage
    credits: list[Credit] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def store(batch: Sequence[Ready], source: str) -> None:
    """Store new articles: live ones are public, those with a date ahead are scheduled. One transaction.

    All pages are purged at once, which costs the same for any number of them; a purge for each row would not.
    Raises Refused or django.db.DatabaseError when one of them cannot be stored; then none is.
    """
    with transaction.atomic(), bake.changes(EVERY_PAGE), bake.muted():
        places = Places(ready.section_id for ready in batch)
        new = [
            _New(ready, _article(ready, number, places))
            for ready, number in zip(batch, _numbers(batch), strict=True)
        ]
        places.take()
        rows.insert_all([item.article for item in new])
        _add_children(new)
        _add_revisions(new)
        showing.record(item.article for item in new)
        ImportedItem.objects.bulk_create(
            ImportedItem(
                source=source,
                external_id=item.ready.candidate.external_id,
                content_hash=item.ready.candidate.content_hash,
                article_id=item.article.pk,
            )
            for item in new
        )
        listing.relist([item.article.pk for item in new if item.article.live])
        shards.articles_changed(item.article.number for item in new if item.article.live)


def _numbers(batch: Sequence[Ready]) -> list[int]:
    """The numbers that the articles bring along, and fresh ones for all others."""
    brought = [ready.incoming.number for ready in batch if ready.incoming.number is not None]
    if brought:
        ArticleNumber.claim(brought)
    missing = len(batch) - len(brought)
    fresh = iter(ArticleNumber.draw_many(missing) if missing else [])
    return [next(fresh) if ready.incoming.number is None else ready.incoming.number for ready in batch]


def _article(ready: Ready, number: int, places: Places) -> ArticlePage:
    incoming = ready.incoming
    now = timezone.now()
    is_due = incoming.published_at <= now
    is_live = incoming.is_public and is_due
    article = ArticlePage(
        number=number,
        slug=f"a{number}",
        locale_id=ready.locale_id,
        section_id=ready.section_id,
        lead_picture_id=incoming.picture_id,
        body=body_of(ready),
        live=is_live,
        has_unpublished_changes=not is_live,
        published_at=incoming.published_at if is_due else None,
        go_live_at=incoming.published_at if incoming.is_public and not is_due else None,
        content_type=ContentType.objects.get_for_model(ArticlePage),
        **incoming.fields,
    )
    article.draft_title = article.title
    if is_live and not article.readable_slug:
        article.readable_slug = slug_from(article.title)
    _set_moments(article, incoming.published_at, now)
    _give_no_children(article)
    places.put(article, ready.section_id)
    return article


def _set_moments(article: ArticlePage, published_at: datetime, now: datetime) -> None:
    """As if the article had been written here: the newsroom's listings sort by the last revision."""
    changed_at = min(max(filter(None, (published_at, article.updated_at))), now)
    article.latest_revision_created_at = changed_at
    if article.live:
        article.first_published_at = published_at
        article.last_published_at = changed_at


def _give_no_children(article: ArticlePage) -> None:
    """Without this each child relation would ask the database for the children of a page just made."""
    for relation in get_all_child_relations(article):
        setattr(article, relation.get_accessor_name(), [])
    article.topics = []
    article.further_sections = []


def body_of(ready: Ready) -> StreamValue:
    """The blocks, with ids that stay the same when the article comes in again with a changed end."""
    data = [
        {**block, "id": str(uuid5(NAMESPACE_URL, f"presswerk:{ready.candidate.external_id}:{position}"))}
        for position, block in enumerate(ready.incoming.blocks)
    ]
    return StreamValue(ArticlePage._meta.get_field("body").stream_block, data, is_lazy=True)


def _add_children(new: Sequence[_New]) -> None:
    """Bylines, corrections, topics and further sections."""
    for item in new:
        item.credits = [
            Credit(article_id=item.article.pk, author_id=author, role=role, sort_order=order)
            for order, (author, role) in enumerate(item.ready.credits)
        ]
        item.corrections = [
            Correction(article_id=item.article.pk, text=text, corrected_at=corrected_at, sort_order=order)
            for order, (text, corrected_at) in enumerate(item.ready.incoming.corrections)
        ]
    Credit.objects.bulk_create(credit for item in new for credit in item.credits)
    Correction.objects.bulk_create(correction for item in new for correction in item.corrections)
    topics, further = ArticlePage.topics.through, ArticlePage.further_sections.through
    topics.objects.bulk_create(
        topics(articlepage_id=item.article.pk, topic_id=topic)
        for item in new
        for topic in item.ready.topic_ids
    )
    further.objects.bulk_create(
        further(articlepage_id=item.article.pk, sectionpage_id=section)
        for item in new
        for section in item.ready.further_ids
    )


def _add_revisions(new: Sequence[_New]) -> None:
    """One revision for each article, the live one: the editor opens revisions, never pages."""
    types = {
        "content_type": ContentType.objects.get_for_model(ArticlePage),
        "base_content_type": ContentType.objects.get_for_model(Page),
    }
    revisions = Revision.objects.bulk_create(
        Revision(
            object_id=str(item.article.pk),
            created_at=item.article.latest_revision_created_at,
            object_str=str(item.article),
            content=_content(item),
            approved_go_live_at=item.article.go_live_at,
            **types,
        )
        for item in new
    )
    for revision in revisions:
        scheduling.remember(revision.approved_go_live_at)
        embeds.request_stills_of(revision)
    links = [
        (revision.pk, revision.pk if item.article.live else None, item.article.pk)
        for revision, item in zip(revisions, new, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Page._meta.db_table} SET latest_revision_id = %s, live_revision_id = %s WHERE id = %s",
            links,
        )


def _content(item: _New) -> dict[str, Any]:
    """What `save_revision()` would keep of the article."""
    return item.article.serializable_data() | {
        "credits": [get_serializable_data_for_fields(credit) for credit in item.credits],
        "corrections": [get_serializable_data_for_fields(correction) for correction in item.corrections],
        "topics": item.ready.topic_ids,
        "further_sections": item.ready.further_ids,
    }

"""An article whose source has changed: its new state as a new revision, published as an editor would."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation

from presswerk.newsroom.actions import moving, publishing
from presswerk.newsroom.models import ArticlePage, Correction, Credit, SectionPage, Topic
from presswerk.transfer.incoming import Incoming, Refused
from presswerk.transfer.loading.bulk import body_of
from presswerk.transfer.loading.ready import Ready
from presswerk.transfer.models import ImportedItem


def update(item: ImportedItem, ready: Ready) -> None:
    """Bring an article up to date with its source; what the source does not name stays. One transaction.

    Raises Refused when somebody is working on the article: nobody's draft is overwritten.
    """
    with transaction.atomic():
        article = ArticlePage.objects.select_for_update(of=("self",)).get(pk=item.article_id)
        _check_free(article)
        _check_number(article, ready.incoming)
        if article.section_id != ready.section_id:
            moving.move(article, SectionPage.objects.get(pk=ready.section_id))
        _redate(article, ready.incoming)
        _publish(_changed(ArticlePage.objects.get(pk=article.pk), ready), ready.incoming)
        ImportedItem.objects.filter(pk=item.pk).update(content_hash=ready.candidate.content_hash)


def _check_free(article: ArticlePage) -> None:
    if article.locked:
        raise Refused("The article is locked in the newsroom, so it was not updated.")
    latest = article.latest_revision
    is_edited = latest is not None and latest.user_id is not None
    if article.has_unpublished_changes and is_edited:
        raise Refused("The article has changes in the newsroom that are not public yet. It was not updated.")


def _check_number(article: ArticlePage, incoming: Incoming) -> None:
    if incoming.number not in (None, article.number):
        raise Refused(f"The article has the number {article.number}; a number never changes.")


def _redate(article: ArticlePage, incoming: Incoming) -> None:
    """Date and slug belong to the article and not to a revision, so they are changed in its row."""
    changes: dict[str, object] = {}
    if incoming.published_at <= timezone.now():
        changes["published_at"] = incoming.published_at
        if article.first_published_at is not None:
            changes["first_published_at"] = incoming.published_at
    if "slug" in incoming.given:
        changes["readable_slug"] = incoming.fields["readable_slug"]
    if changes:
        ArticlePage.objects.filter(pk=article.pk).update(**changes)


def _changed(article: ArticlePage, ready: Ready) -> ArticlePage:
    """The article with all that the source names, not saved."""
    incoming, given = ready.incoming, ready.incoming.given
    for name, value in incoming.fields.items():
        setattr(article, name, value)
    article.body = body_of(ready)
    if "authors" in given:
        article.credits = [
            Credit(author_id=author, role=role, sort_order=order)
            for order, (author, role) in enumerate(ready.credits)
        ]
    if "corrections" in given:
        article.corrections = [
            Correction(text=text, corrected_at=corrected_at, sort_order=order)
            for order, (text, corrected_at) in enumerate(incoming.corrections)
        ]
    if "topics" in given:
        article.topics = list(Topic.objects.filter(pk__in=ready.topic_ids))
    if "further_sections" in given:
        article.further_sections = list(SectionPage.objects.filter(pk__in=ready.further_ids))
    if "picture" in given:
        article.lead_picture_id = incoming.picture_id
    is_ahead = incoming.published_at > timezone.now()
    article.go_live_at = incoming.published_at if is_ahead and incoming.is_public else None
    return article


def _publish(article: ArticlePage, incoming: Incoming) -> None:
    try:
        with translation.override("en"):
            revision = article.save_revision(log_action=True)
    except ValidationError as error:
        raise Refused(f"The newsroom does not take it: {' '.join(error.messages)}") from error
    if incoming.is_public:
        publishing.publish_revision(revision)
    elif article.live:
        publishing.unpublish(article)

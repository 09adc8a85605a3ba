"""Deleting an article for good; its number and its address are never given to another."""

from django.db import transaction
from django.utils import timezone

from presswerk.accounts.models import User
from presswerk.newsroom.actions.publishing import article_went_away
from presswerk.newsroom.models import ArticleNumber, ArticlePage


def delete(article: ArticlePage, by: User | None = None) -> None:
    """Delete an article; readers of its address get 410 from now on. One transaction."""
    with transaction.atomic():
        article.delete(user=by)


def article_is_going(article: ArticlePage) -> None:
    """Leave the mark by which the address answers 410. MUST be called in the transaction of the deletion.

    An article that was never public leaves no mark: nobody knows its address.
    """
    article_went_away(article)
    if article.published_at is None:
        return
    ArticleNumber.objects.filter(pk=article.number).update(
        deleted_at=timezone.now(), headline=article.title, section_id=article.section_id
    )

"""Saying to readers what was wrong."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from presswerk.accounts.models import User
from presswerk.newsroom.actions.publishing import publish
from presswerk.newsroom.models import ArticlePage, Correction


def correct(
    article: ArticlePage, text: str, by: User | None = None, at: datetime | None = None
) -> ArticlePage:
    """Add a correction to an article and publish it when it is public. One transaction.

    Raises ValueError for an empty text.
    """
    if not text.strip():
        raise ValueError("A correction says what was wrong: its text is empty.")
    with transaction.atomic():
        latest = article.get_latest_revision_as_object()
        latest.corrections.add(Correction(text=text.strip(), corrected_at=at or timezone.now()))
        latest.save_revision(user=by, log_action=True)
        if not article.live:
            return latest
        return publish(ArticlePage.objects.get(pk=article.pk), by=by)

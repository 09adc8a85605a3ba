"""What follows from changes in the newsroom besides the sitemaps, in the transaction of the change."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published

from presswerk.newsroom import memo, pictures
from presswerk.newsroom.models import ArticlePage
from presswerk.syndication.models import SyndicationSettings


def connect() -> None:
    """Connect all receivers; called once when Django starts."""
    page_published.connect(_published, dispatch_uid="syndication.tell")
    for signal in (post_save, post_delete):
        signal.connect(_forget, sender=SyndicationSettings, dispatch_uid="syndication.forget")


def _published(sender: type, instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, ArticlePage):
        with transaction.atomic():
            if instance.lead_picture_id:
                pictures.make_found.enqueue(instance.lead_picture_id)


def _forget(sender: type, **kwargs: Any) -> None:
    # A request remembers the settings together with the editions' sites.
    memo.forget()

"""What follows from changes in the newsroom besides the sitemaps, in the transaction of the change."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published

from presswerk.newsroom import memo, pictures
from presswerk.newsroom.models import ArticlePage, Image, SiteSettings
from presswerk.syndication import cards, icons, websub
from presswerk.syndication.models import ShareCard, SyndicationSettings


def connect() -> None:
    """Connect all receivers; called once when Django starts."""
    page_published.connect(_published, dispatch_uid="syndication.tell")
    post_save.connect(_paper_saved, sender=SiteSettings, dispatch_uid="syndication.paper")
    post_save.connect(_picture_saved, sender=Image, dispatch_uid="syndication.picture")
    post_delete.connect(_card_deleted, sender=ShareCard, dispatch_uid="syndication.card")
    for signal in (post_save, post_delete):
        signal.connect(_forget, sender=SyndicationSettings, dispatch_uid="syndication.forget")


def _published(sender: type, instance: Page, **kwargs: Any) -> None:
    # Wagtail sends this for what is planned, too; of that nobody outside may hear.
    if isinstance(instance, ArticlePage) and instance.live:
        with transaction.atomic():
            if instance.lead_picture_id:
                pictures.make_found.enqueue(instance.lead_picture_id)
            cards.make.enqueue(instance.pk)
            websub.announce(instance)


def _paper_saved(sender: type, instance: SiteSettings, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        with transaction.atomic():
            icons.ask(instance.site_id)


def _picture_saved(sender: type, instance: Image, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if not raw and not created:
        with transaction.atomic():
            icons.ask_for_logo(instance)


def _card_deleted(sender: type, instance: ShareCard, **kwargs: Any) -> None:
    cards.forget(instance)


def _forget(sender: type, **kwargs: Any) -> None:
    # A request remembers the settings together with the editions' sites.
    memo.forget()

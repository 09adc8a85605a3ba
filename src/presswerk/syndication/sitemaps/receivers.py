"""What happens in the newsroom and changes a sitemap; all of it in the transaction of the change."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from presswerk.newsroom.models import ArticlePage, AuthorProfile, SectionPage, Topic
from presswerk.syndication.sitemaps import shards


def connect() -> None:
    """Connect all receivers; called once when Django starts."""
    page_published.connect(_published, dispatch_uid="syndication.published")
    page_unpublished.connect(_taken_back, dispatch_uid="syndication.unpublished")
    post_page_move.connect(_moved, dispatch_uid="syndication.moved")
    pre_delete.connect(_article_deleting, sender=ArticlePage, dispatch_uid="syndication.deleting")
    pre_save.connect(_section_saving, sender=SectionPage, dispatch_uid="syndication.section")
    for signal in (post_save, post_delete):
        signal.connect(_privacy_changed, sender=PageViewRestriction, dispatch_uid="syndication.privacy")
        for model in (AuthorProfile, Topic):
            signal.connect(_list_changed, sender=model, dispatch_uid=f"syndication.{model.__name__}")


def _published(sender: type, instance: Page, **kwargs: Any) -> None:
    # Wagtail sends this for what is planned, too, which is in no sitemap yet.
    if instance.live:
        _page_changed(instance, "soft")


def _taken_back(sender: type, instance: Page, **kwargs: Any) -> None:
    # An address has words of the headline in it, so it goes as fast as the article itself.
    _page_changed(instance, "hard")


def _page_changed(page: Page, strength: str) -> None:
    with transaction.atomic():
        if isinstance(page, ArticlePage):
            shards.articles_changed([page.number], strength)
        else:
            shards.lists_changed(strength)


def _moved(sender: type, instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    page = instance.specific
    with transaction.atomic():
        if isinstance(page, SectionPage) and url_path_before != url_path_after:
            shards.all_changed()
        else:
            _page_changed(page, "soft")


def _article_deleting(sender: type, instance: ArticlePage, **kwargs: Any) -> None:
    if instance.published_at is not None:
        _page_changed(instance, "hard")


def _section_saving(sender: type, instance: SectionPage, raw: bool = False, **kwargs: Any) -> None:
    """A section's new slug changes the addresses of all articles in it and below it."""
    stored = SectionPage.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
    if stored is not None and stored != instance.url_path and not raw:
        with transaction.atomic():
            shards.all_changed()


def _privacy_changed(sender: type, **kwargs: Any) -> None:
    with transaction.atomic():
        shards.all_changed("hard")


def _list_changed(sender: type, **kwargs: Any) -> None:
    with transaction.atomic():
        shards.lists_changed()

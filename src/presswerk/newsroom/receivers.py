"""Wagtail's own ways of changing things lead into the newsroom's actions here.

The editor's screens, `publish_scheduled` and other packages publish, move and delete without asking
`newsroom.actions`; their signals are sent inside the transaction of the change, so what follows is
part of it.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from presswerk.newsroom import embeds, memo, pictures
from presswerk.newsroom.actions import deleting, moving, publishing, scheduling, showing
from presswerk.newsroom.models import (
    ArticlePage,
    FrontPage,
    Image,
    Menu,
    MenuItem,
    PlainPage,
    SectionPage,
    SiteSettings,
)


def connect() -> None:
    """Connect all receivers; called once when Django starts."""
    page_published.connect(_published, dispatch_uid="newsroom.published")
    page_unpublished.connect(_unpublished, dispatch_uid="newsroom.unpublished")
    post_page_move.connect(_moved, dispatch_uid="newsroom.moved")
    pre_delete.connect(_deleting, sender=ArticlePage, dispatch_uid="newsroom.deleting")
    post_save.connect(_revision_saved, sender=Revision, dispatch_uid="newsroom.revision")
    post_save.connect(_page_saved, dispatch_uid="newsroom.page_saved")
    post_save.connect(_picture_saved, sender=Image, dispatch_uid="newsroom.picture")
    for model in _REMEMBERED:
        for signal in (post_save, post_delete):
            signal.connect(_forget, sender=model, dispatch_uid=f"newsroom.forget.{model.__name__}")


def _published(sender: type, instance: Page, **kwargs: Any) -> None:
    with transaction.atomic():
        scheduling.remember(instance.expire_at)
        if isinstance(instance, ArticlePage):
            publishing.article_went_public(instance)


def _unpublished(sender: type, instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, ArticlePage):
        with transaction.atomic():
            publishing.article_went_away(instance)


def _moved(sender: type, instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    memo.forget()
    with transaction.atomic():
        moving.page_moved(instance, parent_page_after)


def _deleting(sender: type, instance: ArticlePage, **kwargs: Any) -> None:
    with transaction.atomic():
        deleting.article_is_going(instance)


def _revision_saved(sender: type, instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    scheduling.remember(instance.approved_go_live_at)
    embeds.request_stills_of(instance)


def _page_saved(
    sender: type, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    if not raw and isinstance(instance, Page):
        with transaction.atomic():
            showing.refresh(instance, update_fields)


def _picture_saved(sender: type, instance: Image, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        pictures.queue(instance)


def _forget(sender: type, **kwargs: Any) -> None:
    memo.forget()


# What a request remembers is of these; what readers' pages show of them the database's triggers purge.
_REMEMBERED = (
    *(FrontPage, Locale, PageViewRestriction, Site, SiteSettings, Menu, MenuItem, Image),
    *(SectionPage, PlainPage, ArticlePage),
)

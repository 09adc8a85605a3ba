"""Wagtail's own ways of changing things lead into the newsroom's actions here.

The editor's screens, `publish_scheduled` and other packages publish, move and delete without asking
`newsroom.actions`; their signals are sent inside the transaction of the change, so what follows is
part of it.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from presswerk import bake
from presswerk.newsroom import embeds, memo, pictures
from presswerk.newsroom.actions import deleting, moving, publishing, scheduling
from presswerk.newsroom.models import (
    ArticlePage,
    AuthorProfile,
    EmbedStill,
    FrontPage,
    Image,
    Menu,
    MenuItem,
    PlainPage,
    SectionPage,
    SiteSettings,
    Topic,
)


def connect() -> None:
    """Connect all receivers; called once when Django starts."""
    page_published.connect(_published, dispatch_uid="newsroom.published")
    page_unpublished.connect(_unpublished, dispatch_uid="newsroom.unpublished")
    post_page_move.connect(_moved, dispatch_uid="newsroom.moved")
    pre_delete.connect(_deleting, sender=ArticlePage, dispatch_uid="newsroom.deleting")
    post_save.connect(_revision_saved, sender=Revision, dispatch_uid="newsroom.revision")
    post_save.connect(_picture_saved, sender=Image, dispatch_uid="newsroom.picture")
    for model, tags in _TAGS.items():
        for signal in (post_save, post_delete):
            signal.connect(
                _purging(tags), sender=model, weak=False, dispatch_uid=f"newsroom.purge.{model.__name__}"
            )


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


def _picture_saved(sender: type, instance: Image, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        pictures.queue(instance)


def _purging(tags: Callable[[Any], tuple[str, ...]]) -> Callable[..., None]:
    def purge(sender: type, instance: Any, **kwargs: Any) -> None:
        memo.forget()
        with transaction.atomic():
            bake.changed(*tags(instance))

    return purge


_TAGS: dict[type, Callable[[Any], tuple[str, ...]]] = {
    AuthorProfile: lambda author: (f"author:{author.pk}", f"list:author:{author.pk}"),
    Topic: lambda topic: (f"topic:{topic.pk}", f"list:topic:{topic.pk}"),
    Menu: lambda menu: (f"menus:{menu.locale_id}",),
    MenuItem: lambda item: (f"menus:{item.menu.locale_id}",),
    SiteSettings: lambda _settings: ("paper",),
    SectionPage: lambda section: ("sections", f"page:{section.pk}"),
    FrontPage: lambda front: ("editions", f"front:{front.pk}", f"page:{front.pk}"),
    PlainPage: lambda page: (f"page:{page.pk}", f"translations:{page.translation_key}"),
    Image: lambda picture: (f"picture:{picture.pk}",),
    EmbedStill: lambda still: (still.tag,),
    PageViewRestriction: lambda _restriction: ("privacy",),
    Site: lambda _site: ("editions", "paper"),
    Locale: lambda _locale: ("editions",),
}

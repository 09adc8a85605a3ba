"""Moving articles between sections, and sections in the tree."""

from django.db import transaction
from django_tasks import task
from wagtail.models import Page

from presswerk import bake
from presswerk.accounts.models import User
from presswerk.newsroom.actions import listing
from presswerk.newsroom.models import ArticlePage, SectionPage
from presswerk.newsroom.queries.teasers import is_restricted


def move(article: ArticlePage, section: SectionPage, by: User | None = None) -> None:
    """Give an article another home section. Its old address leads to the new one. One transaction."""
    with transaction.atomic():
        article.move(section, pos="last-child", user=by)


def page_moved(page: Page, parent: Page) -> None:
    """What follows from a move in the tree. MUST be called within its transaction."""
    page = page.specific
    if is_restricted(Page.objects.values_list("path", flat=True).get(pk=page.pk)):
        # What it shows is taken from readers: of a page it is the page itself, else all that stands below.
        bake.changed(f"page:{page.pk}" if page.is_leaf() else "privacy", strength="hard")
    if isinstance(page, ArticlePage):
        ArticlePage.objects.filter(pk=page.pk).update(section_id=parent.pk)
        page = ArticlePage.objects.get(pk=page.pk)
        listing.refresh(page)
    elif isinstance(page, SectionPage):
        bake.changed("sections")
        path = page.path
        transaction.on_commit(lambda: relist_below.enqueue(path))


@task(queue_name="slow")
def relist_below(path: str, after: int = 0) -> None:
    """Bring the lists up to date for all articles below a moved section, a chunk at a time.

    Goes on where it stood: each chunk asks for the next one.
    """
    ids = list(
        ArticlePage.objects.filter(path__startswith=path, pk__gt=after, live=True)
        .order_by("pk")
        .values_list("pk", flat=True)[: listing.CHUNK]
    )
    if not ids:
        return
    listing.relist(ids)
    with transaction.atomic():
        bake.changed("sections")
    relist_below.enqueue(path, ids[-1])

"""Making an article public, and taking it back."""

from django.db import transaction
from wagtail.models import Page, Revision

from presswerk.accounts.models import User
from presswerk.newsroom.actions import listing
from presswerk.newsroom.models import ArticlePage


def publish(page: Page, by: User | None = None) -> Page:
    """Make the latest state of a page public; with a `go_live_at` ahead, schedule it. Returns the page fresh.

    One transaction: page, revision, log entry, listing and purges stand or fall together.
    """
    with transaction.atomic():
        revision = page.latest_revision if page.has_unpublished_changes else None
        revision = revision or page.save_revision(user=by, log_action=True)
        revision.publish(user=by)
    return page.specific_class.objects.get(pk=page.pk)


def publish_revision(revision: Revision, by: User | None = None, log_action: bool | str = True) -> None:
    """Make one revision public, in one transaction with all that follows from it."""
    with transaction.atomic():
        revision.publish(user=by, log_action=log_action)


def unpublish(page: Page, by: User | None = None) -> None:
    """Take a page back from readers; it stays as a draft. One transaction, with a hard purge in it."""
    with transaction.atomic():
        page.specific.unpublish(user=by)


def article_went_public(article: ArticlePage) -> None:
    """What follows from a publication. MUST be called within its transaction."""
    listing.refresh(article)


def article_went_away(article: ArticlePage) -> None:
    """What follows when an article is no longer public. MUST be called within that transaction."""
    rows = list(article.listings.values_list("kind", "target_id", "published_at"))
    article.listings.all().delete()
    days = set(listing.days_of(moment for _kind, _target, moment in rows))
    listing.recount(article.locale_id, days)
    listing.purge(article, {(kind, target) for kind, target, _moment in rows}, days, strength="hard")

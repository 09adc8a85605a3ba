"""What a journalist sees first: their own work, what waits for them, what comes, what appeared."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Locale, Page, Revision, TaskState, get_default_page_content_type
from wagtail.permissions import policy_registry

from presswerk.newsroom.editor.articles import status
from presswerk.newsroom.editor.visibility import workable_by, works_on_articles
from presswerk.newsroom.models import ArticlePage, AuthorProfile, Credit, Listing, SiteSettings
from presswerk.newsroom.queries.listing import newest_ids_of_each

MOST = 8

_DEPTH_OF_ROOT = 1
_DEPTH_OF_FRONTS = 2


def panels_for(request: HttpRequest) -> list[Component]:
    """The panels of the dashboard for a person."""
    if not works_on_articles(request.user):
        return [Greeting()]
    return [Greeting(), MyDrafts(), ToReview(), Scheduled(), JustPublished()]


class Greeting(Component):
    """The paper's name, the way to a new article, the search."""

    template_name = "newsroom/editor/dashboard/greeting.html"
    order = 0

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        pages = policy_registry.get_by_type(Page)
        return {
            "name": user.get_short_name() or user.get_username(),
            "paper": SiteSettings.objects.values_list("name", flat=True).first() or "Presswerk",
            "may_write": pages.user_has_permission(user, "add"),
            "may_read": works_on_articles(user),
        }


class ArticlesPanel(Component):
    """A short list of articles."""

    template_name = "newsroom/editor/dashboard/panel.html"
    order = 0
    name = ""
    heading: Any = ""
    nothing: Any = ""
    filter_query = ""
    is_shown_empty = True

    def articles(self, user: Any) -> list[ArticlePage]:
        """At most MOST articles. The number of queries does not grow with them."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        articles = self.articles(parent_context["request"].user)
        return {
            "panel": self,
            "rows": [{"article": article, "status": status.status_of(article)} for article in articles],
            "more_url": f"{reverse('articles:index')}?{self.filter_query}" if self.filter_query else "",
        }


class MyDrafts(ArticlesPanel):
    """What the person began and is not, or not wholly, public."""

    order = 10
    name = "my-drafts"
    heading = _("My drafts")
    nothing = _("Nothing unfinished. Write an article.")
    filter_query = "whose=mine"

    def articles(self, user: Any) -> list[ArticlePage]:
        unfinished = Q(live=False) | Q(has_unpublished_changes=True)
        return list(
            _shown(ArticlePage.objects.filter(unfinished, owner=user)).order_by(
                "-latest_revision_created_at"
            )[:MOST]
        )


class ToReview(ArticlesPanel):
    """What waits for this person's approval."""

    order = 20
    name = "to-review"
    heading = _("Waiting for your review")
    nothing = _("Nothing waits for you.")
    filter_query = "status=review"
    is_shown_empty = False

    def articles(self, user: Any) -> list[ArticlePage]:
        states = TaskState.objects.reviewable_by(user).filter(
            workflow_state__base_content_type=get_default_page_content_type()
        )
        return _in_order(states.order_by("started_at").values_list("workflow_state__object_id", flat=True))


class Scheduled(ArticlesPanel):
    """What will appear, the next one first."""

    order = 30
    name = "scheduled"
    heading = _("Scheduled")
    nothing = _("Nothing is scheduled.")
    filter_query = "status=scheduled"

    def articles(self, user: Any) -> list[ArticlePage]:
        due = Revision.page_revisions.filter(approved_go_live_at__isnull=False).order_by(
            "approved_go_live_at"
        )
        # Those of others' sections among them are left out below, so more are asked for than are shown.
        return _in_order(due.values_list("object_id", flat=True)[: 10 * MOST], workable_by(user))


class JustPublished(ArticlesPanel):
    """What appeared last where the person works."""

    order = 40
    name = "just-published"
    heading = _("Just published")
    nothing = _("Nothing that you work on has been published yet.")
    filter_query = "status=live&ordering=-published_at"

    def articles(self, user: Any) -> list[ArticlePage]:
        kind, targets = _lists_of(user)
        ids = {pk for newest in newest_ids_of_each(kind, targets, MOST).values() for pk in newest}
        return list(
            _shown(ArticlePage.objects.filter(pk__in=ids, live=True)).order_by("-published_at")[:MOST]
        )


def _lists_of(user: Any) -> tuple[int, list[int]]:
    """The lists in which a person's work appears: of the editions, of their sections, or of their byline."""
    if user.is_superuser:
        return Listing.Kind.EDITION, list(Locale.objects.values_list("pk", flat=True))
    permissions = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    places = [each.page for each in permissions if each.permission.codename.startswith("change")]
    if any(page.depth == _DEPTH_OF_ROOT for page in places):
        return Listing.Kind.EDITION, list(Locale.objects.values_list("pk", flat=True))
    fronts = [page.locale_id for page in places if page.depth == _DEPTH_OF_FRONTS]
    if fronts:
        return Listing.Kind.EDITION, fronts
    if places:
        return Listing.Kind.SECTION, [page.pk for page in places]
    return Listing.Kind.AUTHOR, list(AuthorProfile.objects.filter(user=user).values_list("pk", flat=True))


def _shown(articles: QuerySet) -> QuerySet:
    """With what a row shows: section, byline, status."""
    loaded = (
        articles.defer("body", "lead")
        .select_related("section")
        .prefetch_related(Prefetch("credits", Credit.objects.select_related("author").order_by("sort_order")))
    )
    return status.with_status(loaded)


def _in_order(keys: QuerySet, condition: Q | None = None) -> list[ArticlePage]:
    ids = [int(key) for key in keys[: 10 * MOST]] if condition is None else [int(key) for key in keys]
    found = {
        article.pk: article for article in _shown(ArticlePage.objects.filter(condition or Q(), pk__in=ids))
    }
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found][:MOST]

"""What hangs in the newsroom's slots."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from presswerk.newsroom.data_block import json_ld
from presswerk.newsroom.models import AuthorProfile, FrontPage
from presswerk.newsroom.slots import article_data, context_of
from presswerk.syndication.structured_data.articles import news_article
from presswerk.syndication.structured_data.breadcrumbs import breadcrumb_list
from presswerk.syndication.structured_data.people import organization, profile_page


def of_article(article: Any, request: HttpRequest) -> SafeString:
    """The NewsArticle on an article's page."""
    context = context_of(request)
    described = news_article(article, context["paper"].site, context["root_url"])
    return json_ld(described | article_data(article, request))


def of_page(page: Any, request: HttpRequest) -> SafeString | None:
    """The breadcrumb of any page, the paper itself on a front page, the person on an author's page."""
    context = context_of(request)
    if context.get("robots"):
        # Errors and results of a search are no pages that anybody should be led to.
        return None
    blocks = []
    if context.get("breadcrumb"):
        steps, home, root_url = context["breadcrumb"], context["home_url"], context["root_url"]
        blocks.append(json_ld(breadcrumb_list(steps, home, root_url)))
    if isinstance(page, FrontPage):
        blocks.append(json_ld(organization(context["paper"].site, context["root_url"])))
    if isinstance(page, AuthorProfile):
        blocks.append(json_ld(profile_page(page, context["root_url"])))
    return mark_safe("".join(blocks))

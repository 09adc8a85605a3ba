from typing import Any

from django.http import HttpRequest

from presswerk.newsroom import body
from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import PlainPage
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries.articles import translations


def plain_context(request: HttpRequest, page: PlainPage) -> dict[str, Any]:
    """A page that is no article."""
    body.prepare(page.body)
    return page_context(
        request,
        paper_queries.edition_asked_for(request),
        title=page.seo_title or page.title,
        path=page.url,
        description=page.search_description,
        breadcrumb=[(page.title, page.url)],
        translated={other.language: other.url for other in translations(page)},
        page=page,
    )

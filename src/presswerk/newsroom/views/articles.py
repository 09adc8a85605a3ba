from typing import Any

from django.http import HttpRequest

from presswerk.newsroom import body
from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries import sections
from presswerk.newsroom.queries.articles import RELATED, newest_of_same_section, translations
from presswerk.newsroom.views.paging import BEFORE


def article_context(request: HttpRequest, article: ArticlePage) -> dict[str, Any]:
    """An article with what stands around it: the way to it, its authors, related articles, the next one."""
    edition = paper_queries.edition_asked_for(request)
    section = article.section
    way = sections.path_to(section) if section else []
    body.prepare(article.body)
    related = newest_of_same_section(article)
    next_one = related.articles[0] if related.articles else None
    context = page_context(
        request,
        edition,
        title=article.seo_title or article.title,
        path=article.url,
        description=article.search_description or article.excerpt,
        breadcrumb=[*((step.title, step.url) for step in way), (article.title, article.url)],
        feeds=[(section.title, f"{section.url}feed/")] if section else None,
        translated={other.language: other.url for other in translations(article)},
        page=article,
    )
    more = f"{section.url}?{BEFORE}={related.older}" if section and related.older else None
    return context | {
        "article": article,
        "canonical_url": article.canonical_source or context["canonical_url"],
        "related": related.articles[1:] if len(related.articles) > 1 else related.articles,
        "more_related_url": more,
        "most_related": RELATED,
        "read_next": next_one,
    }

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import ArticlePage, Listing, SectionPage
from presswerk.newsroom.queries import listing, sections
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries.articles import translations
from presswerk.newsroom.queries.teasers import teasers
from presswerk.newsroom.views.paging import boundary, moved, paging


def section(request: HttpRequest, section: SectionPage) -> HttpResponse:
    """The section's front, or one of its further pages."""
    before = boundary(request)
    elsewhere = moved(section.url, before, listing.rows_of(Listing.Kind.SECTION, section.pk))
    if elsewhere is not None:
        return elsewhere
    return TemplateResponse(request, section.template, section.get_context(request))


def section_context(request: HttpRequest, section: SectionPage) -> dict[str, Any]:
    """The section's front: its pins on the first page, then everything newest first, a page at a time."""
    before = boundary(request)
    edition = paper_queries.edition_asked_for(request)
    way = sections.path_to(section)
    lead, pinned = _pinned(section) if before is None else (None, [])
    shown = [article.pk for article in [lead, *pinned] if article]
    page = listing.newest(Listing.Kind.SECTION, section.pk, before=before, without=shown)
    articles = [*pinned, *page.articles]
    if lead is None and before is None and articles:
        lead, articles = articles[0], articles[1:]
    context = page_context(
        request,
        edition,
        title=section.seo_title or section.title,
        path=section.url,
        description=section.search_description or section.lead,
        breadcrumb=[(step.title, step.url) for step in way],
        feeds=[(section.title, f"{section.url}feed/")],
        translated={other.language: other.url for other in translations(section)},
        page=section,
    )
    return context | {
        "section": section,
        "subsections": sections.directly_below(section),
        "lead": lead,
        "articles": articles,
        **paging(section.url, before, page.older),
    }


def _pinned(section: SectionPage) -> tuple[ArticlePage | None, list[ArticlePage]]:
    lead_id, pinned_ids = section.pinned_ids()
    found = {article.pk: article for article in teasers([*([lead_id] if lead_id else []), *pinned_ids])}
    lead = found.pop(lead_id, None) if lead_id else None
    return lead, list(found.values())

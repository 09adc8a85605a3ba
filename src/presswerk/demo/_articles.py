"""Articles of the demo, published one after the other as they would have appeared."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from presswerk.demo._assets import AssetDesk
from presswerk.demo._body import body_of
from presswerk.demo._frame import FrameDesk
from presswerk.demo.calendar import Calendar
from presswerk.demo.content import Article, Content
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.models import ArticlePage, Correction, Credit


class ArticleDesk:
    """Publishes articles in the order in which it is given them, and remembers their pages by name."""

    def __init__(self, content: Content, calendar: Calendar, assets: AssetDesk, frame: FrameDesk) -> None:
        self._content = content
        self._calendar = calendar
        self._assets = assets
        self._frame = frame
        self.pages: dict[str, ArticlePage] = {}

    def publish(self, article: Article) -> None:
        """Publish one article with the date it would bear; one of a language without edition is left out.

        One transaction. What it links to MUST have been published before.
        """
        if article.language not in self._frame.languages:
            return
        published = self._calendar.published(article)
        dated = self._dated(article, published)
        with transaction.atomic():
            page = self._page(dated, published)
            section = self._frame.section(article.language, article.section)
            Page.objects.get(pk=section.pk).add_child(instance=page)
            self.pages[article.id] = publishing.publish(page)

    def _page(self, article: Article, published: datetime) -> ArticlePage:
        page = ArticlePage(
            title=article.headline,
            short_headline=article.short_headline,
            kicker=article.kicker,
            lead=article.lead,
            kind=article.kind,
            label=article.label,
            lead_picture=self._assets.picture(article.picture),
            lead_picture_caption=article.caption,
            body=body_of(article.body, self._resolve, self._assets, self.pages),
            published_at=published,
            first_published_at=published,
            updated_at=self._calendar.after(published, article.updated) if article.updated else None,
            canonical_source=article.canonical_source,
            comments_open=article.comments_open,
            locale=self._frame.section(article.language, article.section).locale,
            live=False,
        )
        if article.translation_of:
            page.translation_key = self.pages[article.translation_of].translation_key
        self._credit(page, article, published)
        return page

    def _credit(self, page: ArticlePage, article: Article, published: datetime) -> None:
        language, frame = article.language, self._frame
        page.credits = [
            Credit(author=frame.author(language, row["id"]), role=row.get("role", ""), sort_order=order)
            for order, row in enumerate(article.authors)
        ]
        page.corrections = [
            Correction(text=row["text"], corrected_at=self._calendar.after(published, row), sort_order=order)
            for order, row in enumerate(article.corrections)
        ]
        page.topics = [topic for name in article.topics if (topic := frame.topic(language, name))]
        page.further_sections = [frame.section(language, path) for path in article.further_sections]

    def _dated(self, article: Article, published: datetime) -> Article:
        """The article with all its placeholders turned into dates."""

        def dated(value: Any) -> Any:
            if isinstance(value, str):
                return self._calendar.fill_in(value, published, article.language)
            if isinstance(value, dict):
                return {key: dated(inner) for key, inner in value.items()}
            if isinstance(value, list | tuple):
                return [dated(inner) for inner in value]
            return value

        return replace(article, lead=dated(article.lead), body=tuple(dated(article.body)))

    def _resolve(self, address: str) -> dict[str, str]:
        """The attributes of a stored link to an article or a plain page."""
        kind, _slash, name = address.partition("/")
        if kind == "article":
            return {"linktype": "page", "id": str(self.pages[name].pk)}
        return self._frame.resolve(address)

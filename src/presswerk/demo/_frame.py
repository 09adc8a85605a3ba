"""What stands before the first article: sections, authors, topics, pages, menus and the paper itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page, Site

from presswerk.demo._assets import AssetDesk
from presswerk.demo._body import body_of
from presswerk.demo.content import Content, Table
from presswerk.demo.markup import rich_text
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.models import (
    ArticlePage,
    AuthorLink,
    AuthorProfile,
    FrontPage,
    FrontPin,
    Menu,
    MenuItem,
    PlainPage,
    SectionPage,
    SiteSettings,
    Topic,
)

MAIN = "de"


class FrameDesk:
    """Builds the frame of every edition and hands out its parts by language and name."""

    def __init__(self, content: Content, assets: AssetDesk) -> None:
        self._content = content
        self._assets = assets
        self._fronts: dict[str, FrontPage] = {}
        self._sections: dict[tuple[str, str], SectionPage] = {}
        self._authors: dict[tuple[str, str], AuthorProfile] = {}
        self._topics: dict[tuple[str, str], Topic] = {}
        self._pages: dict[str, PlainPage] = {}

    def build(self, fronts: dict[str, FrontPage]) -> None:
        """Make everything but fronts' leads and pins, which need articles."""
        self._fronts = fronts
        with transaction.atomic():
            self._describe_paper()
            for language in fronts:
                self._add_sections(language)
                self._add_authors(language)
                self._add_topics(language)
            self._add_pages()
            for language in fronts:
                self._add_menus(language)

    def arrange(self, articles: dict[str, ArticlePage]) -> None:
        """Put lead and pinned teasers on every front."""
        for language, front in self._fronts.items():
            chosen = self._content.paper["front"][language]
            front = FrontPage.objects.get(pk=front.pk)
            front.lead_article = articles[chosen["lead"]]
            pins = [FrontPin(article=articles[name], sort_order=at) for at, name in enumerate(chosen["pins"])]
            front.pins.set(pins)
            publishing.publish(front)

    @property
    def languages(self) -> list[str]:
        return list(self._fronts)

    def section(self, language: str, path: str) -> SectionPage:
        """The section at a path; in an edition that lacks it, the nearest one above."""
        while (language, path) not in self._sections:
            path, _slash, _last = path.rpartition("/")
        return self._sections[language, path]

    def author(self, language: str, name: str) -> AuthorProfile:
        return self._authors[language, name]

    def topic(self, language: str, name: str) -> Topic | None:
        """The topic in that language; None where it has no name in it."""
        return self._topics.get((language, name))

    def page(self, name: str) -> PlainPage:
        return self._pages[name]

    def _describe_paper(self) -> None:
        paper = self._content.paper["paper"]
        address = f"{paper['street']}\n{paper['postal_code']} {paper['city']}"
        found = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        found.name, found.claim, found.description = paper["name"], paper["claim"], paper["description"]
        found.accent_colour = paper["accent_colour"]
        found.logo, found.logo_dark = self._assets.picture("logo"), self._assets.picture("logo-dark")
        found.publisher, found.publisher_address = paper["publisher"], address
        found.responsible_person, found.responsible_address = paper["responsible_person"], address
        found.register_entry = paper["register_entry"]
        found.contact_email, found.contact_phone = paper["email"], paper["phone"]
        found.save()

    def _add_sections(self, language: str) -> None:
        for path, row in self._content.sections.items():
            words = row if language == MAIN else row.get(language)
            if words is None:
                continue
            above, _slash, last = path.rpartition("/")
            parent: Page = self._sections[language, above] if above else self._fronts[language]
            section = SectionPage(
                title=words["title"],
                slug=words.get("slug", last),
                lead=words["lead"],
                colour=row["colour"],
                band=row.get("band", SectionPage.Band.TEXT),
                locale=self._fronts[language].locale,
            )
            _link(section, self._sections.get((MAIN, path)))
            self._sections[language, path] = _publish_below(parent, section)

    def _add_authors(self, language: str) -> None:
        for name, row in self._content.authors.items():
            words = row if language == MAIN else row.get(language)
            if words is None:
                continue
            author = AuthorProfile(
                name=row["name"],
                kind=row["kind"],
                position=words["position"],
                short_biography=words["short_biography"],
                biography=rich_text(words.get("biography", ""), self.resolve),
                portrait=self._assets.picture(row.get("portrait", "")),
                email=row.get("email", ""),
                locale=self._fronts[language].locale,
            )
            links = row.get("links", [])
            author.links = [AuthorLink(sort_order=order, **link) for order, link in enumerate(links)]
            _link(author, self._authors.get((MAIN, name)))
            author.save()
            self._authors[language, name] = author

    def _add_topics(self, language: str) -> None:
        for name, row in self._content.topics.items():
            words = row if language == MAIN else row.get(language)
            if words is None:
                continue
            topic = Topic(
                name=words["name"],
                lead=words["lead"],
                synonyms="\n".join(words.get("synonyms", [])),
                locale=self._fronts[language].locale,
            )
            _link(topic, self._topics.get((MAIN, name)))
            topic.save()
            self._topics[language, name] = topic

    def _add_pages(self) -> None:
        """All pages first, then their texts, because they lead to each other."""
        rows = {name: row for name, row in self._content.pages.items() if _language(row) in self._fronts}
        for name, row in rows.items():
            front = self._fronts[_language(row)]
            page = PlainPage(title=row["title"], slug=row["slug"], locale=front.locale)
            _link(page, self._pages.get(row.get("translation_of", "")))
            self._pages[name] = _publish_below(front, page)
        for name, row in rows.items():
            page = self._pages[name]
            page.body = body_of(row["body"], self.resolve, self._assets, {})
            page.save_revision()
            self._pages[name] = publishing.publish(PlainPage.objects.get(pk=page.pk))

    def _add_menus(self, language: str) -> None:
        for place in (Menu.Place.MAIN, Menu.Place.FOOTER):
            menu, _created = Menu.objects.get_or_create(place=place, locale=self._fronts[language].locale)
            wanted = self._content.menus[str(place)][language]
            items = [MenuItem(page=self._named(language, item)) for item in wanted["items"]]
            items += [MenuItem(label=one["label"], address=one["path"]) for one in wanted.get("links", [])]
            for at, item in enumerate(items):
                item.sort_order = at
            menu.items = items
            menu.save()

    def _named(self, language: str, item: str) -> Page:
        kind, name = item.split(":")
        return self.section(language, name) if kind == "section" else self._pages[name]

    def resolve(self, address: str) -> dict[str, str]:
        """The attributes of a stored link to a plain page."""
        _kind, _slash, name = address.partition("/")
        return {"linktype": "page", "id": str(self._pages[name].pk)}


def _language(row: Table) -> str:
    return str(row.get("language", MAIN))


def _link(translation: Any, original: Any) -> None:
    """Let both know that they say the same in two languages."""
    if original is not None:
        translation.translation_key = original.translation_key


def _publish_below(parent: Page, page: Any) -> Any:
    page.live = False
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return publishing.publish(page)

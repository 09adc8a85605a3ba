"""Filling the reference with the articles that bench/render_pages.py has written down, once."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import transaction
from render_debate import COMMENTS, TEXT, THREADS, name_of
from wagtail.images.models import Image
from wagtail.models import Page, Site

from reference_wagtail.models import Author, Comment, FooterPage, HomePage, SectionPage, StockPage

# As a link to a page stands in JSON, whatever the order of its attributes.
_LINK = re.compile(r'(<a (?=[^>]*linktype=\\"page\\")[^>]*\bid=\\")(\d+)')
# Recordings, embeds and files are left out: the articles that are measured have none.
_LEFT_OUT = {"audio", "video", "embed", "download"}


def fill(written: Path) -> None:
    """Make the database and everything in it from the file that holds the newspaper."""
    paper = json.loads(written.read_text(encoding="utf-8"))
    _make_migrations()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        _Filling(paper).run()


def _make_migrations() -> None:
    """Beside the database: the reference's models have no history worth keeping."""
    folder = settings.DATA / "stock_migrations"
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    call_command("makemigrations", "stock", verbosity=0)


class _Filling:
    def __init__(self, paper: dict[str, Any]) -> None:
        self.paper = paper
        self.pictures: dict[int, Image] = {}
        self.pages: dict[int, Page] = {}

    def run(self) -> None:
        home = self._home()
        for section in self.paper["sections"]:
            parent = self.pages.get(section["parent"], home)
            page = SectionPage(title=section["title"], slug=section["slug"], lead=section["lead"])
            page.show_in_menus = parent is home
            self.pages[section["id"]] = parent.add_child(instance=page)
        for picture in self.paper["pictures"]:
            with Path(picture["file"]).open("rb") as file:
                image = Image(title=picture["title"], description=picture["description"])
                image.file = ImageFile(file, name=Path(picture["file"]).name)
                image.save()
            self.pictures[picture["id"]] = image
        authors = {name: self._author(known) for name, known in self.paper["authors"].items()}
        for article in self.paper["articles"]:
            self._article(article, authors.get(article["author"]))
        for article in self.paper["articles"]:
            page = self.pages[article["id"]]
            page.body = json.dumps(list(self._body(article["body"])))
            page.save_revision().publish()
            if article["comments"]:
                _comment_on(page)

    def _home(self) -> Page:
        root = Page.objects.get(depth=1)
        for welcome in root.get_children():
            welcome.delete()
        home = Page.objects.get(depth=1).add_child(instance=HomePage(title=self.paper["name"], slug="home"))
        Site.objects.all().delete()
        Site.objects.create(hostname="127.0.0.1", port=80, root_page=home, is_default_site=True)
        for title in self.paper["footer"]:
            home.add_child(instance=FooterPage(title=title))
        return home

    def _author(self, known: dict[str, Any]) -> Author:
        return Author.objects.create(
            name=known["name"],
            position=known["position"],
            biography=known["biography"],
            portrait=self.pictures.get(known["portrait"]),
        )

    def _article(self, article: dict[str, Any], author: Author | None) -> None:
        page = StockPage(
            title=article["title"],
            slug=article["slug"],
            search_description=article["lead"][:220],
            kicker=article["kicker"],
            lead=article["lead"],
            date=datetime.fromisoformat(article["date"]),
            author=author,
            lead_picture=self.pictures.get(article["lead_picture"]),
            lead_picture_caption=article["caption"],
            comments_open=article["comments"],
        )
        self.pages[article["id"]] = self.pages[article["section"]].add_child(instance=page)
        page.tags.add(*article["topics"])
        page.save()

    def _body(self, blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The blocks with the keys that pages and pictures have here."""
        for block in blocks:
            kind, value = block["type"], block["value"]
            if kind in _LEFT_OUT or (kind == "related" and value["article"] not in self.pages):
                continue
            if kind == "related":
                value = {"article": self.pages[value["article"]].pk}
            if kind == "picture":
                value = {**value, "picture": self.pictures[value["picture"]].pk}
            if kind == "gallery":
                entries = [entry.get("value", entry) for entry in value["pictures"]]
                shown = [{**entry, "picture": self.pictures[entry["picture"]].pk} for entry in entries]
                value = {**value, "pictures": shown}
            yield {"type": kind, "value": json.loads(_LINK.sub(self._link, json.dumps(value)))}

    def _link(self, match: re.Match[str]) -> str:
        page = self.pages.get(int(match[2]))
        return match[0] if page is None else f"{match[1]}{page.pk}"


def _comment_on(page: StockPage) -> None:
    """Ten comments in four threads."""
    threads: list[Comment] = []
    for number in range(COMMENTS):
        comment = Comment.objects.create(
            page=page,
            parent=threads[number % THREADS] if number >= THREADS else None,
            name=name_of(number),
            text=TEXT,
            written_at=page.date + timedelta(hours=number),
        )
        threads.append(comment)

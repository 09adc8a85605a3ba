"""The newspaper that is edited: small, and yet with something of everything that pages show.

Made once a run, and copied for each sequence of edits.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from PIL import Image as Pillow

from presswerk.newsroom import renditions
from presswerk.newsroom.actions import founding
from presswerk.newsroom.models import (
    ArticlePage,
    Document,
    EmbedStill,
    Image,
    Menu,
    MenuItem,
    SectionPage,
    SiteSettings,
)
from tests import world
from tests.bake.property.readers import Start

EMBED = "https://www.youtube.com/watch?v=abcdefghijk"
CHIEF = "chefin@bote.example"
_words = count(1)


def new_word() -> str:
    """A word that stands nowhere else, to be looked for in pages. Short enough for every field."""
    return f"wort{next(_words)}x"


def make_newspaper() -> None:
    """Two editions, sections in sections, authors, topics, pictures, menus, and articles that show them."""
    get_user_model().objects.create_superuser(CHIEF, "ebbe-und-flut-am-krantor")
    front = world.found_paper()
    english = founding.add_edition("en", "Test Paper")
    politik = world.make_section("Politik")
    stadtrat = world.make_section("Stadtrat", parent=politik)
    sport = world.make_section("Sport")
    news = world.make_section("News", parent=english)
    SectionPage.objects.filter(pk=news.pk).update(translation_key=politik.translation_key)
    authors = [world.make_author("Anna Albers", portrait=make_picture()), world.make_author("Ben Boje")]
    topics = [world.make_topic("Hafen"), world.make_topic("Deich")]
    imprint = world.make_plain_page("Impressum")
    menu = Menu.objects.create(place=Menu.Place.MAIN, locale=front.locale)
    MenuItem.objects.create(menu=menu, page=politik.page_ptr, sort_order=0)
    MenuItem.objects.create(menu=menu, page=imprint.page_ptr, sort_order=1)
    EmbedStill.objects.create(address=EMBED, provider="youtube", title="Film")
    document = Document(title="Plan")
    document.file.save("plan.pdf", ContentFile(b"%PDF-1.4"))
    SiteSettings.objects.update(claim="Alles, was war", logo=make_picture())
    first = world.make_article(politik, new_word(), lead=new_word(), topics=topics[:1], authors=authors[:1])
    for number, section in enumerate([politik, stadtrat, stadtrat, sport]):
        world.make_article(
            section,
            new_word(),
            lead=new_word(),
            authors=authors[: 1 + number % 2],
            topics=topics[number % 2 :],
            further_sections=[sport] if number == 1 else [],
            lead_picture=make_picture() if number % 2 else None,
            body=body(first, document, make_picture() if number == 2 else None),
        )
    world.make_article(news, new_word(), lead=new_word(), translation_key=first.translation_key)
    world.make_draft(politik, new_word(), lead=new_word())


def body(linked: ArticlePage, document: Document | None = None, picture: Image | None = None) -> list:
    """A body that shows and links other things."""
    blocks: list = [
        ("text", f'<p>{new_word()} <a linktype="page" id="{linked.pk}">mehr</a></p>'),
        ("related", {"article": linked.page_ptr}),
        ("embed", {"url": EMBED, "title": "", "caption": ""}),
    ]
    if document is not None:
        blocks.append(("download", {"file": document, "title": "", "description": ""}))
    if picture is not None:
        blocks.append(("picture", {"picture": picture, "caption": "", "alt_text": "", "size": "column"}))
    return blocks


def picture_file(colour: str = "#345") -> ImageFile:
    """A small picture."""
    content = BytesIO()
    Pillow.new("RGB", (64, 36), colour).save(content, "JPEG")
    return ImageFile(BytesIO(content.getvalue()), name="bild.jpg")


def make_picture() -> Image:
    """A picture with one stored size."""
    picture = Image(title=new_word(), description=new_word(), credit="Foto: Ben Boje")
    picture.file = picture_file()
    picture._set_image_file_metadata()
    picture.save()
    picture.get_rendition(renditions.FIRST_SPECS[0])
    return picture


class Copies:
    """Copies of the made newspaper's database, on whichever kind of server the run has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start: Start | None = None
        self._name = str(connection.settings_dict["NAME"])
        make_newspaper()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copytree(settings.MEDIA_ROOT, self.folder / "media")

    @contextmanager
    def one(self) -> Iterator[None]:
        """Point Django at a fresh copy until the block ends, with all files that it names."""
        shutil.rmtree(settings.MEDIA_ROOT)
        shutil.copytree(self.folder / "media", settings.MEDIA_ROOT)
        copy = self._copy_postgres() if connection.vendor == "postgresql" else self._copy_sqlite()
        self._point_at(copy)
        try:
            yield
        finally:
            self._point_at(self._name)

    def _copy_sqlite(self) -> str:
        copy = self.folder / "sequence.sqlite3"
        for suffix in ("", "-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self._name, copy)
        return str(copy)

    def _copy_postgres(self) -> str:
        import psycopg

        there = connection.settings_dict
        copy = f"sequence_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        where = f"host={there['HOST']} port={there['PORT']} user={there['USER']} dbname=postgres"
        with psycopg.connect(where, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {copy} TEMPLATE {self._name}")
        return copy

    @staticmethod
    def _point_at(name: str) -> None:
        connection.close()
        settings.DATABASES["default"]["NAME"] = name
        connection.settings_dict["NAME"] = name

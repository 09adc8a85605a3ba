"""A picture's files are public exactly as long as something public shows the picture."""

from datetime import timedelta
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.models import Page, PageViewRestriction

from presswerk.bake import tags
from presswerk.newsroom import renditions
from presswerk.newsroom.actions import deleting, moving, publishing, showing
from presswerk.newsroom.models import (
    ArticlePage,
    AuthorProfile,
    EmbedStill,
    Image,
    SectionPage,
    ShownPicture,
    SiteSettings,
)
from presswerk.newsroom.queries import shown_pictures
from tests import world
from tests.bake.tracked_rows import purges

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.with_services]


def make_picture() -> Image:
    """A picture with one stored size."""
    content = BytesIO()
    Pillow.new("RGB", (64, 36), "#345").save(content, "JPEG")
    picture = Image(title="Mole", description="Die Mole", credit="Foto: Ben Boje")
    picture.file = ImageFile(BytesIO(content.getvalue()), name="bild.jpg")
    picture._set_image_file_metadata()
    picture.save()
    picture.get_rendition(renditions.FIRST_SPECS[1])
    return picture


@pytest.fixture
def picture(db) -> Image:
    return make_picture()


def file_of(picture: Image) -> str:
    """The name of the stored size."""
    return picture.renditions.order_by("-pk").first().file.name


def is_public(picture: Image) -> bool:
    return shown_pictures.is_public(file_of(picture))


def latest(article: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


IN_A_BODY = {
    "picture": lambda picture: (
        "picture",
        {"picture": picture, "caption": "", "alt_text": "", "size": "column"},
    ),
    "gallery": lambda picture: ("gallery", {"title": "", "pictures": [{"picture": picture, "caption": ""}]}),
    "film": lambda picture: ("video", {"title": "Film", "poster": picture}),
}


@pytest.mark.parametrize("kind", IN_A_BODY)
def test_a_picture_in_a_body_goes_public_and_back_with_its_article(picture, politik, kind):
    draft = world.make_draft(politik, body=[IN_A_BODY[kind](picture)])
    assert not is_public(picture)
    article = publishing.publish(draft)
    assert is_public(picture)
    publishing.unpublish(article)
    assert not is_public(picture)


def test_a_lead_picture_goes_with_the_next_one(picture, politik):
    article = world.make_article(politik, lead_picture=picture)
    other = make_picture()
    draft = latest(article)
    draft.lead_picture = other
    revision = draft.save_revision()
    assert (is_public(picture), is_public(other)) == (True, False)
    with purges() as written:
        publishing.publish_revision(revision)
        assert written()[f"shown:{picture.pk}"] == "hard"
    assert (is_public(picture), is_public(other)) == (False, True)


def test_of_two_articles_one_is_enough(picture, politik):
    first, second = (world.make_article(politik, lead_picture=picture) for _ in range(2))
    publishing.unpublish(first)
    assert is_public(picture)
    deleting.delete(second)
    assert not is_public(picture)


def test_a_plain_page_shows_pictures_too(picture, paper):
    page = world.make_plain_page(body=[IN_A_BODY["picture"](picture)])
    assert is_public(picture)
    page.unpublish()
    assert not is_public(picture)


def test_a_restricted_section_hides_its_pictures(picture, politik, sport):
    article = world.make_article(politik, lead_picture=picture)
    restriction = PageViewRestriction.objects.create(page=politik.page_ptr, restriction_type="login")
    assert not is_public(picture)
    moving.move(ArticlePage.objects.get(pk=article.pk), sport)
    assert is_public(picture)
    with purges() as written:
        moving.move(ArticlePage.objects.get(pk=article.pk), SectionPage.objects.get(pk=politik.pk))
        assert written()[f"page:{article.pk}"] == "hard"
    assert not is_public(picture)
    restriction.delete()
    assert is_public(picture)


def test_whatever_takes_a_page_from_readers_takes_its_pictures(picture, politik):
    article = world.make_article(politik, lead_picture=picture)
    Page.objects.filter(pk=article.pk).update(live=False)
    assert not is_public(picture)
    Page.objects.filter(pk=article.pk).update(live=True)
    assert is_public(picture)


def test_a_replaced_file_is_gone_and_the_new_one_is_there(picture, politik):
    world.make_article(politik, lead_picture=picture)
    old = file_of(picture)
    picture.renditions.all().delete()
    picture.get_rendition(renditions.FIRST_SPECS[1])
    assert file_of(picture) != old
    assert not shown_pictures.is_public(old)
    assert is_public(picture)


def test_portraits_logos_and_stills_are_public_as_long_as_something_names_them(picture, paper):
    author = world.make_author(portrait=picture)
    assert is_public(picture)
    with purges() as written:
        AuthorProfile.objects.update(position="Redakteurin")
        assert f"shown:{picture.pk}" not in written()
    with purges() as written:
        author.portrait = None
        author.save()
        assert written()[f"shown:{picture.pk}"] == "hard"
    assert not is_public(picture)
    SiteSettings.objects.update(logo_dark=picture)
    assert is_public(picture)
    SiteSettings.objects.update(logo_dark=None)
    assert not is_public(picture)
    EmbedStill.objects.create(address="https://example.org/film", provider="youtube", picture=picture)
    assert is_public(picture)


def test_one_query_says_it_whatever_there_is(picture, politik):
    for _ in range(3):
        world.make_article(politik, lead_picture=picture)
    name = file_of(picture)
    for _restricted in range(2):
        with CaptureQueriesContext(connection) as queries, tags.collecting():
            shown_pictures.is_public(name)
        assert len(queries) == 1
        PageViewRestriction.objects.create(page=politik.page_ptr, restriction_type="login")


def test_the_answer_depends_on_one_page_and_not_on_all(picture, politik):
    articles = [world.make_article(politik, lead_picture=picture) for _ in range(3)]
    with tags.collecting() as collected:
        shown_pictures.is_public(file_of(picture))
    pages = {tag for tag in collected.tags if tag.startswith("page:")}
    assert len(pages) == 1
    assert pages < {f"page:{article.pk}" for article in articles}
    assert {f"picture:{picture.pk}", f"shown:{picture.pk}", "privacy"} < collected.tags


def test_saving_what_shows_the_same_purges_no_picture(picture, politik):
    article = world.make_article(politik, lead_picture=picture)
    with purges() as written:
        publishing.publish(ArticlePage.objects.get(pk=article.pk))
        assert not [tag for tag in written() if tag.startswith("shown:")]


def test_what_another_version_published_meanwhile_is_found(picture, politik):
    article = world.make_article(politik, lead_picture=picture)
    ShownPicture.objects.all().delete()
    assert showing.look_over() >= 1
    assert is_public(picture)
    ShownPicture.objects.all().delete()
    Page.objects.filter(pk=article.pk).update(last_published_at=timezone.now() - timedelta(days=1))
    showing.look_over()
    assert not is_public(picture)


def test_an_upgrade_finds_what_is_there_and_goes_on_where_it_was_stopped(politik, monkeypatch):
    migration = import_module("presswerk.newsroom.migrations.0009_fill_shown_pictures")
    monkeypatch.setattr(migration, "_CHUNK", 1)
    for kind in (*IN_A_BODY, ""):
        body = [IN_A_BODY[kind](make_picture())] if kind else []
        world.make_article(politik, lead_picture=None if kind else make_picture(), body=body)
    world.make_plain_page(body=[IN_A_BODY["picture"](make_picture())])
    gone = make_picture()
    world.make_article(politik, body=[IN_A_BODY["picture"](gone)])
    Image.objects.filter(pk=gone.pk).delete()

    def rows():
        return list(ShownPicture.objects.order_by("page").values_list("page", "picture"))

    before = rows()
    assert len(before) == 5
    ShownPicture.objects.filter(page__gt=before[1][0]).delete()
    migration.fill(apps, None)
    assert rows() == before
    migration.empty(apps, None)
    assert rows() == []
    migration.fill(apps, None)
    assert rows() == before


def test_django_itself_keeps_to_it(picture, politik, reader):
    address = f"/media/{file_of(picture)}"
    answer = reader.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
    staff = Client(HTTP_HOST="127.0.0.1")
    staff.force_login(
        get_user_model().objects.create_superuser("chefin@bote.example", "ebbe-und-flut-am-krantor")
    )
    staff.get("/admin/")
    answer = staff.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-cache"
    article = world.make_article(politik, lead_picture=picture)
    answer = reader.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=86400, s-maxage=60"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    for other in (f"./{file_of(picture)}", f"files/../{file_of(picture)}", picture.file.name):
        assert reader.get(f"/media/{other}").status_code == 404, other
    publishing.unpublish(article)
    assert reader.get(address).status_code == 404


def test_twenty_files_cost_twenty_queries(picture, politik, reader):
    world.make_article(politik, lead_picture=picture)
    for spec in renditions.FIRST_SPECS[2:8]:
        picture.get_rendition(spec)
    names = list(picture.renditions.values_list("file", flat=True))
    reader.get(f"/media/{names[0]}")
    with CaptureQueriesContext(connection) as queries:
        for name in names:
            assert reader.get(f"/media/{name}").status_code == 200
    assert len(queries) == len(names)

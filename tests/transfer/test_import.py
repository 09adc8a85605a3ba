"""Importing a file: what is new, what is known, what is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Model
from django.utils import timezone
from PIL import Image as Picture
from wagtail.models import Page, Revision

from presswerk.bake.models import Purge
from presswerk.newsroom.actions import deleting, scheduling
from presswerk.newsroom.models import (
    ArchiveDay,
    ArticleNumber,
    ArticlePage,
    AuthorProfile,
    FrontPage,
    Image,
    SectionPage,
    ShownPicture,
    Topic,
)
from presswerk.transfer.models import ImportedItem
from presswerk.transfer.report import Outcome, Remark
from tests import world

from .conftest import line

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.with_services]


def outcomes(report) -> dict[Outcome, int]:
    return dict(report.outcomes)


def only() -> ArticlePage:
    return ArticlePage.objects.get()


def state() -> list:
    """Everything that an import may change."""
    models: tuple[type[Model], ...] = (
        Page,
        ArticlePage,
        Revision,
        SectionPage,
        AuthorProfile,
        Topic,
        ImportedItem,
        ArticleNumber,
        Purge,
    )
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_every_field_arrives(bring):
    report = bring(
        line(
            headline="Das Wehr ist offen",
            kicker="Hochwasser",
            lead="Seit Freitag fließt das Wasser.",
            short_headline="Wehr offen",
            section="Politik/Inland",
            further_sections=["Panorama", "Politik/Inland"],
            authors=[
                {"name": "Anna Berg", "role": "aus Bremen", "kind": "guest", "position": "Korrespondentin"},
                "dpa",
            ],
            topics=["Hochwasser", "hochwasser", "Weser"],
            updated="2024-03-05T08:00:00+01:00",
            slug="Wehr offen",
            number=4711,
            kind="reportage",
            label="partner",
            corrections=[{"text": "Es war Freitag.", "at": "2024-03-06"}],
            canonical_source="https://a.example/wehr",
            comments_open=False,
            seo_title="Wehr",
            search_description="Das Wehr.",
            expires="2099-01-01",
            picture_caption="Das Wehr am Freitag",
        )
    )
    assert outcomes(report) == {Outcome.CREATED: 1}
    assert not report.remarks
    article = only()
    assert article.url == "/politik/inland/wehr-offen-4711/"
    assert (article.title, article.kicker, article.short_headline) == (
        "Das Wehr ist offen",
        "Hochwasser",
        "Wehr offen",
    )
    assert article.lead == "Seit Freitag fließt das Wasser."
    assert [section.title for section in article.further_sections.all()] == ["Panorama"]
    assert [(str(credit.author), credit.role) for credit in article.byline] == [
        ("Anna Berg", "aus Bremen"),
        ("dpa", ""),
    ]
    assert AuthorProfile.objects.get(name="Anna Berg").position == "Korrespondentin"
    assert sorted(topic.name for topic in article.topics.all()) == ["Hochwasser", "Weser"]
    assert article.published_at == datetime(2024, 3, 2, 9, tzinfo=UTC)
    assert article.updated_at == datetime(2024, 3, 5, 7, tzinfo=UTC)
    assert (article.kind, article.label, article.comments_open) == ("reportage", "partner", False)
    assert [correction.text for correction in article.corrections.all()] == ["Es war Freitag."]
    assert article.canonical_source == "https://a.example/wehr"
    assert (article.seo_title, article.search_description) == ("Wehr", "Das Wehr.")
    assert article.expire_at == datetime(2098, 12, 31, 23, tzinfo=UTC)
    assert article.lead_picture_caption == "Das Wehr am Freitag"
    assert article.plain_text == "Seit Freitag fließt das Wasser durch Wehr 1."


def test_readers_find_what_was_imported(bring, reader):
    bring(*[line(number, topics=["Weser"], authors=["Anna Berg"]) for number in range(1, 6)])
    article = ArticlePage.objects.get(title__contains="Wehr 3")
    assert "Wehr 3" in reader.get(article.url).content.decode()
    for address in (
        "/",
        "/politik/",
        "/autor/anna-berg/",
        "/thema/weser/",
        "/archiv/2024/03/",
        "/archiv/2024/03/04/",
    ):
        answer = reader.get(address)
        assert answer.status_code == 200, address
        assert "Das Wehr 3 ist wieder offen" in answer.content.decode(), address
    assert ArchiveDay.objects.count() == 5


def test_the_same_file_twice_changes_nothing(bring):
    lines = [line(number, topics=["Weser"], authors=["Anna"]) for number in range(1, 8)]
    bring(*lines)
    before = state()
    report = bring(*lines)
    assert outcomes(report) == {Outcome.UNCHANGED: 7}
    assert state() == before


def test_a_trial_changes_nothing_and_says_what_would_be_made(bring):
    before = state()
    report = bring(
        line(1, section="Politik/Inland", topics=["Weser"], authors=["Anna"]),
        line(2, section="politik/INLAND", topics=["weser"], authors=["ANNA"]),
        line(3, headline=""),
        dry_run=True,
    )
    assert state() == before
    assert outcomes(report) == {Outcome.CREATED: 2, Outcome.REFUSED: 1}
    assert report.made == {
        "sections": ["Politik", "Politik/Inland"],
        "authors": ["Anna"],
        "topics": ["Weser"],
    }
    assert report.exit_code == 1


def test_what_the_paper_has_already_is_used(bring):
    politik = world.make_section("Politik")
    anna, weser = world.make_author("Anna Müller"), world.make_topic("Weser")
    report = bring(line(section="POLITIK", authors=["anna mueller"], topics=["weser"]))
    assert not report.made
    article = only()
    assert article.section_id == politik.pk
    assert [credit.author_id for credit in article.byline] == [anna.pk]
    assert [topic.pk for topic in article.topics.all()] == [weser.pk]


def test_one_bad_line_is_told_and_loses_nothing_else(bring):
    told: list[Remark] = []
    report = bring(
        "\ufeff" + "{}",
        line(1),
        "no json",
        "[1, 2]",
        b"\xff\xfe broken",
        "[" * 100_000,
        '{"a":' * 900 + "1" + "}" * 900,
        '{"id": NaN}',
        '{"id": ' + "9" * 5000 + "}",
        line(2, published="soon"),
        line(3, id=True),
        "",
        line(4, section="a/b/c/d/e/f/g"),
        line(5, language="xx"),
        line(6),
        tell=told.append,
    )
    assert outcomes(report) == {Outcome.CREATED: 2, Outcome.REFUSED: 12}
    assert len(told) == 12
    assert {remark.position for remark in report.refusals} == {1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14}
    assert all(remark.sentence.endswith(".") for remark in report.refusals)
    assert report.exit_code == 1


def test_an_id_that_comes_twice_in_a_file_counts_once(bring):
    report = bring(
        line(1),
        *[line(number) for number in range(2, 260)],
        line(1, headline="Anders"),
        line(1, kicker="Anders"),
    )
    assert report.outcomes[Outcome.CREATED] == 259
    assert [remark.sentence for remark in report.refusals] == ["Its id stands in line 1 already."] * 2
    assert not ArticlePage.objects.filter(title="Anders").exists()


def test_ids_of_different_sources_have_nothing_to_do_with_each_other(bring):
    bring(line(1), source="altes-haus")
    report = bring(line(1, headline="Etwas anderes"), source="neues-haus")
    assert outcomes(report) == {Outcome.CREATED: 1}
    assert ArticlePage.objects.count() == 2


def test_numbers_may_be_whole_numbers(bring):
    bring(line(1, id=17))
    assert ImportedItem.objects.get().external_id == "17"
    assert outcomes(bring(line(1, id="17"))) == {Outcome.UPDATED: 1}


def test_a_number_that_was_ever_given_out_is_refused(bring, politik):
    taken = world.make_article(politik)
    deleted = world.make_article(politik)
    gone = deleted.number
    deleting.delete(deleted)
    report = bring(line(1, number=taken.number), line(2, number=gone), line(3, number=90), line(4, number=90))
    assert outcomes(report) == {Outcome.CREATED: 1, Outcome.REFUSED: 3}
    assert world.make_article(politik).number > 90


def test_a_future_article_is_scheduled_and_public_when_it_is_due(bring, monkeypatch):
    tomorrow = timezone.now().replace(microsecond=0) + timedelta(days=1)
    report = bring(line(published=tomorrow.isoformat(), slug="morgen"))
    assert outcomes(report) == {Outcome.SCHEDULED: 1}
    article = only()
    assert not article.live
    assert article.published_at is None
    assert Revision.objects.get(object_id=str(article.pk)).approved_go_live_at == tomorrow

    monkeypatch.setattr(timezone, "now", lambda: tomorrow + timedelta(seconds=1))
    scheduling.run_due()
    article = only()
    assert article.live
    assert article.published_at == tomorrow
    assert article.readable_slug == "morgen"


def test_a_draft_stays_a_draft(bring, reader):
    report = bring(line(live=False))
    assert outcomes(report) == {Outcome.DRAFTED: 1}
    article = only()
    assert not article.live
    assert reader.get(f"/politik/x-{article.number}/").status_code == 404


def test_an_article_that_the_newsroom_has_deleted_stays_deleted(bring):
    bring(line(1), line(2))
    deleting.delete(ArticlePage.objects.order_by("number").first())
    report = bring(line(1, headline="Neu"), line(2))
    assert outcomes(report) == {Outcome.DELETED: 1, Outcome.UNCHANGED: 1}
    assert ArticlePage.objects.count() == 1


def test_texts_too_long_are_cut_at_a_word_and_said(bring):
    report = bring(line(headline="Wort " * 80, kicker="lang " * 30, updated="2020-01-01"))
    assert report.remark_count == 3
    article = only()
    assert article.title.endswith("…")
    assert len(article.title) <= 255
    assert len(article.kicker) <= 100
    assert article.updated_at is None


def test_torn_characters_and_controls_do_no_harm(bring):
    report = bring('{"id":"x","headline":"A\\u0000b\\ud83d c","section":"Politik","published":"2024-01-01",'
                   '"body":"<p>t\\u0000e\\udc00xt\\u001b</p>","body_format":"html"}')  # fmt: skip
    assert outcomes(report) == {Outcome.CREATED: 1}
    assert only().title == "Ab\ufffd c"
    assert only().plain_text == "te\ufffdxt"


def test_another_language_goes_into_its_edition_which_is_made(bring, reader):
    report = bring(line(language="en-GB", section="Politics", authors=["Anna"]), line(2, authors=["Anna"]))
    assert report.made["editions"] == ["en"]
    english = FrontPage.objects.get(locale__language_code="en")
    article = ArticlePage.objects.get(locale=english.locale)
    assert article.url.startswith("/en/politics/")
    assert reader.get(article.url).status_code == 200
    assert AuthorProfile.objects.filter(name="Anna").count() == 2


@pytest.fixture
def picture(tmp_path):
    Picture.new("RGB", (60, 40), "teal").save(tmp_path / "wehr.jpg")
    return tmp_path / "wehr.jpg"


def test_a_picture_beside_the_file_is_stored_once(bring, picture, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    described = {"file": "wehr.jpg", "alt": "Ein Wehr", "credit": "Anna Berg", "caption": "Das Wehr"}
    report = bring(
        line(1, picture=described),
        line(2, picture="wehr.jpg", body='<p>a</p><figure><img src="./wehr.jpg" alt="Wehr"></figure>'),
    )
    assert outcomes(report) == {Outcome.CREATED: 2}
    image = Image.objects.get()
    assert (image.description, image.credit, image.caption) == ("Ein Wehr", "Anna Berg", "Das Wehr")
    first, second = ArticlePage.objects.order_by("number")
    assert first.lead_picture == second.lead_picture == image
    assert second.body[1].value["picture"] == image
    shown = ShownPicture.objects.values_list("picture", "page")
    assert set(shown) == {(image.pk, first.pk), (image.pk, second.pk)}


@pytest.mark.parametrize(
    "name",
    [
        "../secret.jpg",
        "/etc/passwd",
        "https://a.example/x.jpg",
        "file:///etc/passwd",
        "none.jpg",
        "no.jpg",
        "link.jpg",
    ],
)
def test_no_other_file_is_ever_read_as_a_picture(bring, tmp_path, name):
    (tmp_path.parent / "secret.jpg").write_bytes(b"x")
    (tmp_path / "no.jpg").write_text("no picture")
    (tmp_path / "link.jpg").symlink_to("/etc/hostname")
    report = bring(line(picture=name, body=f'<img src="{name}"><p>x</p>'))
    assert outcomes(report) == {Outcome.CREATED: 1}
    assert report.remark_count >= 2
    assert not Image.objects.exists()
    assert only().lead_picture is None


def test_memory_of_the_report_is_bounded(bring):
    report = bring(*["broken"] * 500)
    assert report.outcomes[Outcome.REFUSED] == 500
    assert len(report.refusals) == 100


def test_every_reader_page_is_purged(bring):
    Purge.objects.all().delete()
    bring(line())
    strengths = Purge.objects.filter(tag="*").order_by("pk").values_list("strength", flat=True)
    assert list(strengths) == ["wait", "wait"]  # with the articles, and when their days have been counted

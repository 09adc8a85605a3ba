import pytest
from django.urls import reverse

from presswerk.newsroom.models import ArticleNumber, ArticlePage
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_an_article_is_found_by_its_number_at_slug_and_section(politik, reader):
    article = world.make_article(politik, "Größere Straßenbäume für Münster")
    assert article.url == f"/politik/groessere-strassenbaeume-fuer-muenster-{article.number}/"
    assert reader.get(article.url).status_code == 200


@pytest.mark.parametrize(
    "spelling",
    [
        "/politik/alter-slug-{n}/",
        "/politik/alter-slug-{n}",
        "/gibt/es/nicht/x-{n}/",
        "/{n}/",
        "/{n}",
        "/politik/{n}/",
    ],
)
def test_any_other_spelling_leads_there_in_one_hop(politik, reader, spelling):
    article = world.make_article(politik)
    answer = reader.get(spelling.format(n=article.number))
    assert (answer.status_code, answer["Location"]) == (301, article.url)


def test_renaming_a_section_changes_the_address_and_rewrites_no_article(
    politik, reader, django_assert_num_queries
):
    article = world.make_article(politik)
    before = ArticlePage.objects.values("slug", "path", "number").get(pk=article.pk)
    old_address = article.url
    politik.slug = "innenpolitik"
    politik.save_revision().publish()
    article = ArticlePage.objects.get(pk=article.pk)
    assert article.url == f"/innenpolitik/{article.readable_slug}-{article.number}/"
    assert reader.get(old_address)["Location"] == article.url
    assert ArticlePage.objects.values("slug", "path", "number").get(pk=article.pk) == before


def test_the_readable_slug_is_made_once_and_then_stays(politik):
    article = world.make_article(politik, "Rat vertagt Brücke")
    article.title = "Rat beschließt Brücke"
    article.save_revision().publish()
    article.refresh_from_db()
    assert article.readable_slug == "rat-vertagt-bruecke"


def test_a_copy_draws_a_number_of_its_own(politik):
    article = world.make_article(politik)
    copy = article.copy(update_attrs={"title": "Kopie", "slug": "kopie"}, keep_live=False)
    copy = ArticlePage.objects.get(pk=copy.pk)
    assert copy.number != article.number
    assert copy.slug == f"a{copy.number}"
    assert copy.get_latest_revision_as_object().number == copy.number
    assert copy.published_at is None


def test_an_alias_draws_a_number_of_its_own_and_keeps_it_when_the_original_is_published(politik, sport):
    article = world.make_article(politik)
    alias = article.create_alias(parent=sport)
    article.title = "Neuer Titel"
    article.save_revision().publish()
    alias = ArticlePage.objects.get(pk=alias.pk)
    assert alias.title == "Neuer Titel"
    assert alias.number != article.number
    assert alias.slug == f"a{alias.number}"


def test_a_deleted_article_answers_410_with_a_way_on(politik, reader):
    article = world.make_article(politik, "Rat vertagt Brücke")
    address = article.url
    article.delete()
    answer = reader.get(address)
    assert answer.status_code == 410
    assert "/politik/" in answer.content.decode()


def test_the_number_of_a_deleted_article_is_never_given_out_again(politik):
    article = world.make_article(politik)
    number = article.number
    article.delete()
    assert world.make_draft(politik).number > number


def test_a_deleted_draft_answers_404_because_nobody_knew_its_address(politik, reader):
    draft = world.make_draft(politik)
    draft.delete()
    assert reader.get(f"/politik/{draft.number}/").status_code == 404


def test_drafts_and_unknown_numbers_answer_404(politik, reader):
    draft = world.make_draft(politik)
    assert reader.get(f"/politik/{draft.number}/").status_code == 404
    assert reader.get("/politik/999999999/").status_code == 404


def test_an_import_that_brings_its_numbers_keeps_them_and_new_ones_come_after(politik):
    ArticleNumber.claim([5000, 7000])
    ArticleNumber.claim([5000])
    assert ArticleNumber.draw() > 7000


def test_the_place_in_the_tree_is_no_address(politik, reader):
    article = world.make_article(politik)
    assert reader.get(f"/politik/{article.slug}/").status_code == 404


def test_sections_and_plain_pages_have_one_spelling(politik, reader):
    world.make_plain_page("Impressum")
    assert reader.get("/politik/").status_code == 200
    assert reader.get("/politik")["Location"] == "/politik/"
    assert reader.get("/impressum")["Location"] == "/impressum/"


@pytest.mark.parametrize("slug", ["autor", "archiv", "suche", "admin", "en", "feed", "top-10", "2024"])
def test_a_section_cannot_take_an_address_that_the_software_uses(paper, slug):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refusal:
        world.make_section("Abschnitt", slug=slug)
    assert "slug" in refusal.value.message_dict


def test_other_software_can_still_name_the_serving_view():
    assert reverse("wagtail_serve", args=["politik/"]) == "/politik/"


def test_topics_and_authors_whose_names_end_in_a_number_have_their_pages(politik, reader):
    article = world.make_article(politik)
    topic = world.make_topic(f"Wahl {article.number}")
    author = world.make_author(f"Agent {article.number}")
    assert reader.get(topic.url).status_code == 200
    assert reader.get(author.url).status_code == 200

"""The statement on accessibility: where it stands, what it says, what the publisher decides. 8 s."""

import re
from datetime import date

import pytest
from wagtail.models import Site

from presswerk.accessibility.models import AccessibilitySettings
from presswerk.accessibility.statement import sections
from presswerk.newsroom.actions import founding
from presswerk.newsroom.models import SiteSettings
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def entered(politik):
    """Write what a publisher enters."""

    def enter(**fields) -> None:
        AccessibilitySettings.objects.update_or_create(site=Site.objects.get(), defaults=fields)

    return enter


def text_of(reader, path: str = "/barrierefreiheit/") -> str:
    answer = reader.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1]))


def test_every_page_leads_to_the_statement_of_its_language(politik, reader):
    founding.add_edition("en", "Test Paper")
    article = world.make_article(politik)
    for path in ("/", article.url, "/suche/", "/gibt-es-nicht/"):
        assert (
            '<li><a href="/barrierefreiheit/">Barrierefreiheit</a></li>' in reader.get(path).content.decode()
        )
    assert '<a href="/en/accessibility/">Accessibility</a>' in reader.get("/en/").content.decode()
    assert "What is not accessible" in text_of(reader, "/en/accessibility/")
    assert (
        'hreflang="en" href="http://127.0.0.1:8000/en/accessibility/"'
        in reader.get("/barrierefreiheit/").content.decode()
    )


def test_until_the_publisher_has_checked_it_it_says_so(politik, entered, reader):
    assert "noch nicht geprüft" in text_of(reader)
    entered(checked_on=date(2026, 11, 3))
    text = text_of(reader)
    assert "Stand: 3. November 2026" in text
    assert "noch nicht geprüft" not in text


def test_it_has_all_parts_that_the_models_ask_for(politik, entered, reader):
    SiteSettings.objects.update(
        publisher="Verlag Bote", publisher_address="Kai 1\n24000 Ort", contact_email="post@bote.example"
    )
    entered(
        basis="bfsg",
        status="partial",
        method="external",
        assessor="Prüfstelle Nord",
        exceptions="Das Kreuzworträtsel.\n",
    )
    text = text_of(reader)
    for part in (
        "herausgegeben von Verlag Bote",  # whose (2018/1523, annex, section 1)
        "§ 14 des Barrierefreiheitsstärkungsgesetzes",  # by which law
        "zum größten Teil",  # state of compliance
        "Das Kreuzworträtsel.",  # what is not accessible
        "Prüfstelle Nord",  # how it was prepared
        "post@bote.example",  # feedback
        "Marktüberwachungsstelle der Länder",  # BFSG, annex 3
        "§ 16 BGG",  # § 12b (2) BGG
        "ohne Anmeldung offen",  # what the service is (BFSG, annex 3)
        "axe-core",
    ):
        assert part in text, part
    assert (
        'href="https://www.schlichtungsstelle-bgg.de/"' in reader.get("/barrierefreiheit/").content.decode()
    )


@pytest.mark.parametrize("basis", AccessibilitySettings.Basis.values)
@pytest.mark.parametrize("status", AccessibilitySettings.Status.values)
def test_every_choice_has_its_words(politik, basis, status):
    paper = SiteSettings(name="Bote")
    made = sections(paper, AccessibilitySettings(basis=basis, status=status))
    assert len(made) == 7
    assert all(sentence for section in made for sentence in section.sentences)


def test_a_page_of_the_publishers_own_stands_in_its_place(politik, reader):
    world.make_plain_page("Barrierefreiheit")
    text = text_of(reader)
    assert "Schlichtungsstelle" not in text


def test_it_is_in_the_sitemap_and_costs_few_queries(politik, reader, django_assert_max_num_queries):
    assert (
        "http://127.0.0.1:8000/barrierefreiheit/</loc>" in reader.get("/sitemap-pages.xml").content.decode()
    )
    with django_assert_max_num_queries(9):
        reader.get("/barrierefreiheit/")


def test_the_chief_editor_may_change_it(politik, client, django_user_model):
    from django.contrib.auth.models import Group

    chief = django_user_model.objects.create_user("chefin@bote.example", "ebbe-und-flut-am-krantor")
    chief.groups.add(Group.objects.get(name__startswith="Chefredaktion"))
    client.force_login(chief)
    site = Site.objects.get()
    page = client.get(f"/admin/settings/accessibility/accessibilitysettings/{site.pk}/")
    assert page.status_code == 200
    assert "MLBF" in page.content.decode()

"""Sections, authors and topics are found again whatever their spelling."""

import pytest

from presswerk.newsroom import addresses
from presswerk.newsroom.models import AuthorProfile, SectionPage, Topic
from presswerk.transfer.incoming import Refused
from presswerk.transfer.loading.names import Register, fold
from presswerk.transfer.loading.sections import Sections, names_of
from tests import world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [("Größe", "GROESSE"), ("Müller", "Mu\u0308ller"), ("Straße", "Strasse"), (" New  York ", "new york")],
)
def test_spellings_of_the_same_name_fold_to_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("Muller", "Müller"), ("Wahl 24", "Wahl 2 4")])
def test_different_names_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_names_with_the_same_slug_get_different_ones(paper):
    topics = Register(Topic, paper.locale_id)
    for name in ("C", "C++", "C#"):
        topics.make(name)
    assert sorted(Topic.objects.values_list("slug", flat=True)) == ["c", "c-2", "c-3"]
    assert len({topics.find("c"), topics.find("c++"), topics.find("c#")}) == 3


def test_a_topic_is_found_by_its_synonyms_but_a_name_of_its_own_counts_more(paper):
    hafen = world.make_topic("Hafen", synonyms="Port\nDock")
    dock = world.make_topic("Dock")
    topics = Register(Topic, paper.locale_id)
    assert topics.find("port") == hafen.pk
    assert topics.find("DOCK") == dock.pk


def test_a_slug_that_an_editor_took_in_the_meantime_is_not_taken_twice(paper, monkeypatch):
    authors = Register(AuthorProfile, paper.locale_id)
    monkeypatch.setattr(authors, "_free_slugs", lambda name: iter(["anna-berg", "anna-berg-2"]))
    world.make_author("Anna Berg")
    authors.make("Anna Bérg")
    assert sorted(AuthorProfile.objects.values_list("slug", flat=True)) == ["anna-berg", "anna-berg-2"]


def test_a_path_of_sections_is_made_once(paper):
    sections = Sections(paper, "de")
    assert sections.make("Politik/Inland") == ["Politik", "Politik/Inland"]
    assert sections.make("POLITIK / inland") == []
    assert sections.find("politik/Inland") == SectionPage.objects.get(title="Inland").pk
    assert Sections(paper, "de").find("Politik/Inland") == sections.find("Politik/Inland")


def test_a_lone_name_is_found_at_any_level_when_there_is_one_of_it(paper):
    politik, sport = world.make_section("Politik"), world.make_section("Sport")
    inland = world.make_section("Inland", parent=politik)
    world.make_section("Archivfotos", parent=politik)
    world.make_section("Archivfotos", parent=sport)
    sections = Sections(paper, "de")
    assert sections.find("Inland") == inland.pk
    assert sections.find("Archivfotos") is None


def test_a_section_with_a_slash_in_its_name_is_found_whole(paper):
    film = world.make_section("Film/TV", slug="film-tv")
    assert Sections(paper, "de").find("Film/TV") == film.pk


@pytest.mark.parametrize(
    "name", ["Suche", "Archiv", "Thema", "Admin", "Wahl 2024", "2024", "en", "Feed", "A9"]
)
def test_a_section_named_like_something_of_the_software_gets_another_slug(paper, name):
    sections = Sections(paper, "de")
    sections.make(name)
    made = SectionPage.objects.get()
    assert made.title == name
    assert made.slug.endswith("-ressort")
    assert not addresses.is_reserved(made.slug)


def test_sections_whose_slugs_would_be_the_same_get_different_ones(paper):
    sections = Sections(paper, "de")
    sections.make("C")
    sections.make("C++")
    assert len(set(SectionPage.objects.values_list("slug", flat=True))) == 2


def test_a_plain_page_in_the_way_of_a_section_gives_it_another_slug(paper):
    world.make_plain_page("Kontakt")
    Sections(paper, "de").make("Kontakt")
    assert SectionPage.objects.get().slug == "kontakt-ressort"


@pytest.mark.parametrize("name", ["", " / ", "a/b/c/d/e/f/g", "x" * 256, "???", "Politik/—"])
def test_what_is_no_name_of_a_section_is_refused(name):
    with pytest.raises(Refused):
        names_of(name)

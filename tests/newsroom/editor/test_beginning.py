"""Where an article is begun: in the only section, in one that is chosen, or nowhere yet. 3 s."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from presswerk.newsroom.groups import group_name
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def come(client):
    """Log somebody with a role in."""

    def come(role):
        person = get_user_model().objects.create_user(f"{role}@bote.example")
        person.groups.add(Group.objects.get(name=group_name(role)))
        client.force_login(person)
        return client

    return come


def test_without_a_section_an_administrator_is_told_to_make_one(come):
    world.found_paper()

    answer = come("administrator").get(reverse("articles:choose_parent"))

    assert answer.status_code == 200
    assert reverse("newsroom_sections") in answer.content.decode()
    assert "choose-section" not in answer.content.decode()


def test_with_one_section_there_is_nothing_to_ask(come):
    section = world.make_section("Politik")

    answer = come("administrator").get(reverse("articles:choose_parent"))

    assert answer.status_code == 302
    assert answer.url == reverse("wagtailadmin_pages:add", args=["newsroom", "articlepage", section.pk])


def test_who_may_write_in_none_of_the_sections_is_refused(come):
    world.make_section("Politik")

    answer = come("moderator").get(reverse("articles:choose_parent"))

    assert answer.status_code == 302
    assert answer.url == reverse("wagtailadmin_home")

"""Administrators make and close accounts in the editor."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from presswerk.newsroom.groups import group_name

FORM = {"email": "Ben@Bote.example", "first_name": "Ben", "last_name": "Brandt", "is_active": "on"}


@pytest.fixture
def people(db):
    return get_user_model().objects


def test_the_form_asks_for_no_user_name(admin_client):
    page = admin_client.get("/admin/users/new/").content.decode()
    assert 'name="email"' in page
    assert 'name="username"' not in page


def test_an_account_is_made_without_a_password_that_anybody_else_would_know(admin_client, people):
    roles = [Group.objects.get(name=group_name("editor")).pk]
    assert admin_client.post("/admin/users/new/", {**FORM, "groups": roles}).status_code == 302
    ben = people.get(email="ben@bote.example")
    assert not ben.has_usable_password()
    assert ben.has_perm("wagtailadmin.access_admin")


def test_a_second_account_with_the_same_address_is_refused_with_a_reason(admin_client, people):
    people.create_user("ben@bote.example")
    response = admin_client.post("/admin/users/new/", FORM)
    assert response.status_code == 200
    assert response.context["form"].errors["email"]


def test_a_weak_password_is_refused_here_too(admin_client):
    response = admin_client.post("/admin/users/new/", {**FORM, "password1": "kurz", "password2": "kurz"})
    assert response.status_code == 200
    assert response.context["form"].errors["password2"]


def test_people_change_neither_address_nor_password_on_wagtails_own_page(admin_client):
    page = admin_client.get("/admin/account/").content.decode()
    assert "name_email-email" not in page
    assert "password-new_password1" not in page


def test_who_is_no_administrator_sees_no_accounts(client, people):
    chief = people.create_user("chief@bote.example")
    chief.groups.add(Group.objects.get(name=group_name("chief_editor")))
    client.force_login(chief)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/users/")["Location"] == "/admin/"


def test_a_closed_account_is_out_at_once(client, people):
    ben = people.create_user("ben@bote.example")
    ben.groups.add(Group.objects.get(name=group_name("editor")))
    client.force_login(ben)
    assert client.get("/admin/").status_code == 200
    people.filter(pk=ben.pk).update(is_active=False)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")

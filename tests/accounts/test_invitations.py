"""People are invited by mail, and make their accounts themselves."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from presswerk.accounts import invitations
from presswerk.accounts.invitations import Invitation
from presswerk.accounts.second_factor_duty import GroupRule
from presswerk.newsroom.groups import group_name
from tests.accounts.conftest import PASSWORD

FORM = {
    "first_name": "Ben", "last_name": "Brandt",
    "password": "ein Morgen am Deich", "password_again": "ein Morgen am Deich",
}  # fmt: skip

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def mails_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def editors(db):
    return Group.objects.get(name=group_name("editor"))


@pytest.fixture
def send(admin_client, editors):
    def send(email="Ben@Bote.example", **more):
        form = {"email": email, "groups": [editors.pk], "language": "de"} | more
        return admin_client.post("/admin/invitations/", form)

    return send


def link_in(mail):
    found = re.search(r"http://\S+(/account/invitation/\S+/)", mail.body)
    assert found, mail.body
    return found[1]


def test_the_way_from_the_invitation_to_the_editor(send, mailoutbox, client, editors):
    assert send().status_code == 302
    (mail,) = mailoutbox
    assert mail.to == ["ben@bote.example"]
    assert "lädt Sie" in mail.body
    address = link_in(mail)
    assert "ben@bote.example" in client.get(address).content.decode()
    assert client.post(address, FORM)["Location"] == "/account/login/"
    ben = get_user_model().objects.get(email="ben@bote.example")
    assert (str(ben), list(ben.groups.all())) == ("Ben Brandt", [editors])
    assert "_auth_user_id" not in client.session
    client.post("/account/login/", {"login": "ben@bote.example", "password": FORM["password"]})
    assert client.get("/admin/").status_code == 200
    assert not Invitation.objects.exists()


def test_the_mail_can_be_english(send, mailoutbox):
    send(language="en")
    assert "invites you" in mailoutbox[0].body


def test_a_link_works_once(send, mailoutbox, client):
    send()
    address = link_in(mailoutbox[0])
    client.post(address, FORM)
    again = client.post(address, FORM | {"password": PASSWORD, "password_again": PASSWORD})
    assert again.status_code == 404
    ben = get_user_model().objects.get(email="ben@bote.example")
    assert ben.check_password(FORM["password"])


def test_a_link_expires(send, mailoutbox, client):
    send()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post(link_in(mailoutbox[0]), FORM).status_code == 404
    assert not get_user_model().objects.filter(email="ben@bote.example").exists()


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(send, mailoutbox, client, anna):
    send()
    used = mailoutbox[0]
    client.post(link_in(used), FORM)
    send(email="carl@bote.example")
    revoked = mailoutbox[1]
    invitations.revoke(Invitation.objects.get())
    addresses = [link_in(used), link_in(revoked), "/account/invitation/made-up/"]
    answers = {type(client)().get(address).content.replace(address.encode(), b"") for address in addresses}
    assert len(answers) == 1
    assert b"carl@" not in answers.pop()


def test_sent_again_the_first_link_ends(send, mailoutbox, client, admin_client):
    send()
    admin_client.post(f"/admin/invitations/{Invitation.objects.get().pk}/resend/")
    first, second = (link_in(mail) for mail in mailoutbox)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_a_second_invitation_replaces_the_first(send, mailoutbox, client):
    send()
    send()
    first, second = (link_in(mail) for mail in mailoutbox)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert Invitation.objects.count() == 1


def test_taken_back_the_link_ends(send, mailoutbox, client, admin_client):
    send()
    pk = Invitation.objects.get().pk
    admin_client.post(f"/admin/invitations/{pk}/revoke/")
    assert client.get(link_in(mailoutbox[0])).status_code == 404
    page = admin_client.post(f"/admin/invitations/{pk}/revoke/", follow=True).content.decode()
    assert "inzwischen" in page


def test_weak_and_mistyped_passwords_are_refused_with_a_reason(send, mailoutbox, client):
    send()
    address = link_in(mailoutbox[0])
    weak = client.post(address, FORM | {"password": "kurz", "password_again": "kurz"})
    assert weak.context["form"].errors["password"]
    mistyped = client.post(address, FORM | {"password_again": "ein Morgen am Teich"})
    assert mistyped.context["form"].errors["password_again"]
    assert Invitation.objects.exists()


def test_who_needs_a_second_factor_is_told_and_led_to_it(send, mailoutbox, client, editors):
    GroupRule.objects.create(group=editors, needs_second_factor=True)
    send()
    address = link_in(mailoutbox[0])
    assert "zweiten Faktor" in client.get(address).content.decode()
    client.post(address, FORM)
    client.post("/account/login/", {"login": "ben@bote.example", "password": FORM["password"]})
    assert client.get("/admin/")["Location"] == "/account/second-factor/"


def test_an_address_with_an_account_is_told_to_the_administrator_only(send, mailoutbox, anna):
    assert send(email="ANNA@bote.example").context["form"].errors["email"]
    assert not mailoutbox


def test_who_may_not_make_accounts_cannot_invite(client, editors):
    chief = get_user_model().objects.create_user("chief@bote.example")
    chief.groups.add(Group.objects.get(name=group_name("chief_editor")))
    client.force_login(chief)
    form = {"email": "ben@bote.example", "groups": [editors.pk], "language": "de"}
    assert client.get("/admin/invitations/").status_code == 302
    assert client.post("/admin/invitations/", form).status_code == 302
    assert not Invitation.objects.exists()


def test_the_database_alone_opens_no_account(send, mailoutbox):
    send()
    secret = link_in(mailoutbox[0]).split("/")[-2]
    assert secret not in str(list(Invitation.objects.values_list()))


def test_those_long_over_are_forgotten(send):
    send()
    invitations.forget_expired()
    assert Invitation.objects.exists()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=30))
    invitations.forget_expired()
    assert not Invitation.objects.exists()

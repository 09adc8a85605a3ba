"""Groups whose members must have a second factor."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from presswerk.accounts import second_factor_duty
from presswerk.accounts.second_factor_duty import GroupRule
from presswerk.newsroom.groups import group_name
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_second_factor import code_of

DUE = "/account/second-factor/"

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def mails_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def editors(db):
    return Group.objects.get(name=group_name("editor"))


@pytest.fixture
def ben(editors):
    """An editor without a second factor."""
    ben = get_user_model().objects.create_user("ben@bote.example", PASSWORD, first_name="Ben")
    ben.groups.add(editors)
    return ben


@pytest.fixture
def demanded(editors):
    GroupRule.objects.create(group=editors, needs_second_factor=True)


def log_in_as_ben(log_in):
    return log_in(email="ben@bote.example")


def set_up_app(client):
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    return client.post("/account/2fa/totp/activate/", {"code": code_of(secret, -1)})


def test_who_lacks_it_can_set_it_up_and_nothing_else(ben, demanded, client, log_in):
    log_in_as_ben(log_in)
    for address in ("/admin/", "/admin/pages/", "/admin/api/main/pages/", "/account/", "/account/sessions/"):
        assert client.get(address)["Location"] == DUE, address
    assert client.post("/admin/articles/")["Location"] == DUE
    assert client.get(DUE).status_code == 200
    assert set_up_app(client)["Location"] == "/account/2fa/recovery-codes/"
    assert client.get("/account/2fa/recovery-codes/").context["unused_codes"]
    assert client.get("/admin/").status_code == 200
    assert client.get(DUE)["Location"] == "/admin/"


def test_on_readers_pages_it_is_a_reader_until_then(ben, demanded, client, log_in, paper):
    log_in_as_ben(log_in)
    assert client.get("/").status_code == 200
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_recovery_codes_alone_are_no_second_factor(ben, demanded, client, log_in):
    Authenticator.objects.create(user=ben, type="recovery_codes", data={"seed": "", "used_mask": 0})
    assert not second_factor_duty.has_one(ben)


def test_nobody_else_is_asked(ben, anna, demanded, editors, client, log_in):
    log_in()
    assert client.get("/admin/").status_code == 200
    GroupRule.objects.update(needs_second_factor=False)
    client.post("/account/logout/")
    log_in_as_ben(log_in)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("names", [["all"], ["{group}"], ["{GROUP}", "nobody"]])
def test_the_operator_names_groups_or_everybody(ben, editors, client, log_in, settings, names):
    settings.SECOND_FACTOR_GROUPS = [
        name.format(group=editors.name, GROUP=editors.name.upper()) for name in names
    ]
    log_in_as_ben(log_in)
    assert client.get("/admin/")["Location"] == DUE


def test_the_operator_means_superusers_alone(ben, anna, client, log_in, settings):
    settings.SECOND_FACTOR_GROUPS = ["superusers"]
    assert second_factor_duty.must_have(anna)
    assert not second_factor_duty.must_have(ben)


def test_a_name_that_fits_no_group_is_found(editors, settings):
    settings.SECOND_FACTOR_GROUPS = [editors.name, "all", "Redakteure"]
    assert second_factor_duty.names_without_group() == ["Redakteure"]


def test_the_grace_counts_from_the_first_log_in_and_is_told(ben, demanded, client, log_in, settings):
    settings.SECOND_FACTOR_GRACE = timedelta(days=3)
    log_in_as_ben(log_in)
    page = client.get("/admin/")
    assert page.status_code == 200
    assert "zweiten Faktor" in page.content.decode()
    ben.refresh_from_db()
    asked_at = ben.second_factor_asked_at
    client.post("/account/logout/")
    log_in_as_ben(log_in)
    ben.refresh_from_db()
    assert ben.second_factor_asked_at == asked_at
    client.post("/account/logout/")
    get_user_model().objects.filter(pk=ben.pk).update(
        second_factor_asked_at=timezone.now() - timedelta(days=4)
    )
    log_in_as_ben(log_in)
    assert client.get("/admin/")["Location"] == DUE


def test_a_session_that_has_begun_loses_no_text(ben, editors, client, log_in):
    log_in_as_ben(log_in)
    GroupRule.objects.create(group=editors, needs_second_factor=True)
    assert client.get("/admin/").status_code == 200


def test_the_last_one_cannot_be_removed_while_it_is_demanded(ben, demanded, client, log_in):
    log_in_as_ben(log_in)
    set_up_app(client)
    response = client.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=ben, type="totp").exists()
    assert "Rolle" in response.content.decode()
    GroupRule.objects.update(needs_second_factor=False)
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ben).exists()


def test_the_publisher_chooses_on_the_groups_screen(admin_client, editors):
    address = f"/admin/groups/{editors.pk}/"
    page = admin_client.get(f"/admin/groups/edit/{editors.pk}/")
    address = f"/admin/groups/edit/{editors.pk}/"
    assert 'name="account_rule-needs_second_factor"' in page.content.decode()
    form = {"name": editors.name, "account_rule-needs_second_factor": "on"} | management_forms(page)
    assert admin_client.post(address, form).status_code == 302
    assert GroupRule.objects.get(group=editors).needs_second_factor
    del form["account_rule-needs_second_factor"]
    assert admin_client.post(address, form).status_code == 302
    assert not GroupRule.objects.get(group=editors).needs_second_factor


def management_forms(page):
    """What the other panels of the screen send when nothing is chosen in them."""
    prefixes = [panel.prefix for panel in page.context["permission_panels"] if hasattr(panel, "forms")]
    counts = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {f"{prefix}-{name}": value for prefix in prefixes for name, value in counts.items()}


def test_who_lost_the_phone_gets_a_new_start_from_an_administrator(
    ben, demanded, admin_client, client, log_in, mailoutbox, settings
):
    settings.SECOND_FACTOR_GRACE = timedelta(days=3)
    bens = type(client)()
    log_in(email="ben@bote.example", sender=bens)
    set_up_app(bens)
    mailoutbox.clear()
    assert "Authenticator" in admin_client.get(f"/admin/people/{ben.pk}/security/").content.decode()
    admin_client.post(f"/admin/people/{ben.pk}/no-second-factor/")
    assert [mail.to for mail in mailoutbox] == [["ben@bote.example"]]
    assert bens.get("/admin/").status_code == 302
    log_in(email="ben@bote.example", sender=bens)
    assert bens.get("/admin/")["Location"] == DUE  # no second grace

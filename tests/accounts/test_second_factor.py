"""Authenticator app and recovery codes."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator

from presswerk.accounts.attempts import CODE_OF_ACCOUNT
from presswerk.accounts.limits import RateLimit
from tests.accounts.conftest import PASSWORD


def code_of(secret: str, step: int = 0) -> str:
    """The code of RFC 6238 at this moment, ``step`` periods of 30 s away."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def wrong(secret: str) -> str:
    """A code that holds neither now nor in the steps beside it."""
    right = {code_of(secret, step) for step in (-2, -1, 0, 1, 2)}
    return next(
        code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in right
    )


@pytest.fixture(autouse=True)
def mails_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def secret(anna, client, log_in):
    """Anna has set up her app, and is logged out again."""
    log_in()
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    made = client.get("/account/2fa/totp/activate/").context["form"].secret
    assert client.post("/account/2fa/totp/activate/", {"code": code_of(made, -1)}).status_code == 302
    client.post("/account/logout/")
    return made


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_with_a_second_factor_the_password_alone_opens_nothing(secret, client, log_in):
    assert log_in()["Location"] == "/account/2fa/authenticate/"
    assert not is_logged_in(client)
    assert client.get("/admin/").status_code == 302


def test_password_and_code_open_the_editor(secret, client, log_in):
    log_in()
    assert client.post("/account/2fa/authenticate/", {"code": code_of(secret)})["Location"] == "/admin/"
    assert is_logged_in(client)


def test_a_code_holds_once(secret, client, log_in):
    log_in()
    code = code_of(secret)
    client.post("/account/2fa/authenticate/", {"code": code})
    client.post("/account/logout/")
    log_in()
    response = client.post("/account/2fa/authenticate/", {"code": code})
    assert response.status_code == 200
    assert response.context["form"].errors["code"]
    assert not is_logged_in(client)
    assert client.post("/account/2fa/authenticate/", {"code": code_of(secret, 1)}).status_code == 302


def test_codes_cannot_be_tried_through(secret, client, log_in):
    log_in()
    for _ in range(CODE_OF_ACCOUNT.most):
        client.post("/account/2fa/authenticate/", {"code": wrong(secret)})
    response = client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert not is_logged_in(client)
    assert "15" in str(response.context["form"].errors["code"])
    RateLimit.objects.update(expires_at=1)
    assert client.post("/account/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302


def test_a_new_log_in_gives_no_new_attempts(secret, client, log_in):
    for _ in range(CODE_OF_ACCOUNT.most):
        log_in()
        client.post("/account/2fa/authenticate/", {"code": wrong(secret)})
        client.post("/account/logout/")
    log_in()
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert not is_logged_in(client)


def test_a_recovery_code_opens_once(secret, anna, client, log_in):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    log_in()
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    client.post("/account/logout/")
    RateLimit.objects.all().delete()
    log_in()
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 200
    assert not is_logged_in(client)


def test_the_database_alone_makes_no_codes(secret):
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_under_another_secret_key_no_code_fits_and_nothing_crashes(secret, client, log_in, settings):
    log_in()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    log_in()
    response = client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert response.status_code == 200
    assert not is_logged_in(client)


def test_setting_up_asks_for_the_password_again(anna, client, log_in):
    log_in()
    assert client.get("/account/2fa/totp/activate/")["Location"].startswith("/account/reauthenticate/")


def test_every_page_of_the_second_factor_can_be_shown(secret, client, log_in):
    log_in()
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    for address in (
        "",
        "recovery-codes/",
        "recovery-codes/generate/",
        "recovery-codes/download/",
        "totp/deactivate/",
    ):
        assert client.get(f"/account/2fa/{address}").status_code == 200, address

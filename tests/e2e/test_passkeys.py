"""A passkey made and used in a real browser, with the authenticator that Chromium simulates (WebAuthn, CDP).

Browsers give passkeys to names that are reached by TLS, and to "localhost"; so that is the paper's name here.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import newspapers
from tests.e2e.browser import axe_violations, watched_page

pytestmark = pytest.mark.browser

EDITOR = "clara@bote.example"
FURNISH = f"""
from django.contrib.auth.models import Group
from presswerk.accounts.models import GroupRule, User
from presswerk.newsroom.groups import group_name
editors = Group.objects.get(name=group_name("editor"))
GroupRule.objects.create(group=editors, needs_second_factor=True)
clara = User.objects.create_user("{EDITOR}", "{newspapers.PASSWORD}", first_name="Clara", last_name="Jensen")
clara.groups.add(editors)
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """A paper whose editors need a second factor, at http://localhost."""
    data = newspapers.copy_of("founded", tmp_path_factory.mktemp("keys"))
    (data / "presswerk.toml").write_text('base_url = "http://localhost:8000"\n')
    newspapers.python(data, FURNISH)
    with newspapers.serving(data) as paper:
        paper.url = paper.url.replace("127.0.0.1", "localhost")
        yield paper


def add_authenticator(page: Page) -> None:
    """A device with a fingerprint reader that always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def log_in_by_password(page: Page, paper: newspapers.Newspaper) -> None:
    page.goto(f"{paper.url}/account/login/")
    page.get_by_label(re.compile("E-Mail")).fill(EDITOR)
    page.get_by_label(re.compile("^Passwort")).fill(newspapers.PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def test_from_the_demand_to_the_log_in_without_a_password(browser, paper):
    with watched_page(browser) as page:
        add_authenticator(page)
        log_in_by_password(page, paper)
        expect(page.get_by_role("heading", name="Zweiten Faktor einrichten")).to_be_visible()
        assert axe_violations(page) == []
        page.goto(f"{paper.url}/admin/")
        expect(page).to_have_url(f"{paper.url}/account/second-factor/")
        page.get_by_role("link", name="Passkey einrichten").click()
        page.get_by_label(re.compile("^Passwort")).fill(newspapers.PASSWORD)
        page.locator("main button[type=submit]").click()
        page.get_by_role("textbox").fill("Claras Rechner")
        expect(page.get_by_role("checkbox")).to_be_checked()
        page.locator("#mfa_webauthn_add").click()
        expect(page.locator("#recovery_codes")).to_be_visible()
        page.goto(f"{paper.url}/admin/")
        expect(page.get_by_role("heading", name="Guten Tag, Clara")).to_be_visible()

        page.goto(f"{paper.url}/account/logout/")
        page.locator("main").get_by_role("button", name="Abmelden").click()
        page.goto(f"{paper.url}/account/login/")
        assert axe_violations(page) == []
        page.get_by_role("button", name="Mit einem Passkey anmelden").click()
        expect(page.get_by_role("heading", name="Guten Tag, Clara")).to_be_visible()

        page.goto(f"{paper.url}/account/sessions/")
        expect(page.get_by_role("main")).to_contain_text("Chrome, Linux")
        assert axe_violations(page) == []


def test_the_password_alone_is_not_enough_any_more(browser, paper):
    with watched_page(browser) as page:
        log_in_by_password(page, paper)
        expect(page).to_have_url(f"{paper.url}/account/2fa/authenticate/")
        expect(page.locator("#mfa_webauthn_authenticate")).to_be_visible()
        page.goto(f"{paper.url}/admin/")
        expect(page).to_have_url(re.compile("/account/(login|2fa/authenticate)/"))

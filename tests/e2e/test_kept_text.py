"""A session that ends while somebody writes, in a real browser: the text is saved in the end."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import newspapers
from tests.e2e.browser import axe_violations, watched_page

pytestmark = pytest.mark.browser

CHIEF = "clara@bote.example"
WORDS = "Am Anleger standen um sechs Uhr schon zwanzig Menschen."
FURNISH = f"""
from django.contrib.auth.models import Group
from presswerk.accounts.models import User
from presswerk.newsroom.groups import group_name
from presswerk.newsroom.models import FrontPage, PlainPage
clara = User.objects.create_user("{CHIEF}", "{newspapers.PASSWORD}", first_name="Clara", last_name="Jensen")
clara.groups.add(Group.objects.get(name=group_name("chief_editor")))
page = PlainPage(title="Leitbild", slug="leitbild")
FrontPage.objects.get(locale__language_code="de").add_child(instance=page)
print(page.pk)
"""


def log_in(page: Page) -> None:
    page.get_by_label(re.compile("E-Mail")).fill(CHIEF)
    page.get_by_label(re.compile("^Passwort")).fill(newspapers.PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def test_the_text_survives_the_end_of_the_session(browser, new_paper):
    pk = new_paper.python(FURNISH).strip().splitlines()[-1]
    address = f"{new_paper.url}/admin/pages/{pk}/edit/"
    with watched_page(browser) as page:
        page.goto(address)
        log_in(page)
        expect(page).to_have_url(address)
        new_paper.python(
            "from presswerk.accounts import sessions\nfrom presswerk.accounts.models import User\n"
            f"assert sessions.end_all(User.objects.get(email='{CHIEF}')) == 1"
        )
        page.locator("textarea[name=title], input[name=title]").first.fill(WORDS)
        page.get_by_role("button", name=re.compile("Entwurf speichern|Speichern")).first.click()
        expect(page.get_by_role("heading", name="Noch nicht gespeichert")).to_be_visible()
        expect(page.get_by_text(WORDS)).to_be_visible()
        assert axe_violations(page) == []
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="In einem neuen Tab anmelden").click()
        log_in(opened.value)
        expect(opened.value.get_by_role("heading", name="Guten Tag, Clara")).to_be_visible()
        page.get_by_role("button", name="Noch einmal senden").click()
        again = page.get_by_text("Zu Ihrem Schutz")
        saved = page.get_by_role("status")
        expect(again.or_(saved).first).to_be_visible()
        if again.is_visible():
            page.get_by_role("button", name="Noch einmal senden").click()
        expect(page).to_have_url(address)
        page.trouble.clear()  # type: ignore[attr-defined] # the refused autosave and form are told in the console
    newest = f"Page.objects.get(pk={pk}).get_latest_revision().content"
    assert WORDS in new_paper.python(f"from wagtail.models import Page\nprint({newest}['title'])")

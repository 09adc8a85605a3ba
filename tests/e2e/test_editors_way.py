"""The way of an article, gone by an editor in a real browser.

Written, pictured, previewed, scheduled, public, pinned, taken back. The paper is German, so are its screens.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e import newspapers
from tests.e2e.browser import watched_page

pytestmark = pytest.mark.browser

BERLIN = ZoneInfo("Europe/Berlin")
EDITOR = "clara@bote.example"
HEADLINE = "Die Fähre fährt wieder nach Fahrplan"
ADDRESS = "/hafen/die-faehre-faehrt-wieder-nach-fahrplan-1/"

FURNISH = f"""
from django.contrib.auth.models import Group
from presswerk.accounts.models import User
from presswerk.newsroom.groups import group_name
from presswerk.newsroom.models import AuthorProfile, FrontPage, SectionPage
front = FrontPage.objects.get(locale__language_code="de")
for name in ("Hafen", "Kultur"):
    section = SectionPage(title=name, slug=name.lower())
    front.add_child(instance=section)
    section.save_revision().publish()
AuthorProfile.objects.create(name="Jannis Okafor", locale=front.locale)
clara = User.objects.create_user("{EDITOR}", "{newspapers.PASSWORD}", first_name="Clara", last_name="Jensen")
clara.groups.add(Group.objects.get(name=group_name("chief_editor")))
"""


@pytest.fixture(scope="module")
def furnished(new_paper):
    """A new paper with two sections, an author and an editor."""
    new_paper.python(FURNISH)
    return new_paper


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A picture as it comes from a camera."""
    file = tmp_path / "faehre.jpg"
    Image.radial_gradient("L").resize((1600, 1000)).convert("RGB").save(file, quality=80)
    return file


def log_in(page: Page, paper: newspapers.Newspaper) -> None:
    page.goto(f"{paper.url}/admin/")
    page.get_by_label(re.compile("E-Mail")).fill(EDITOR)
    page.get_by_label(re.compile("^Passwort")).fill(newspapers.PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", name="Guten Tag, Clara")).to_be_visible()


def write(page: Page, photograph: Path) -> None:
    """From the dashboard to a saved draft with picture, byline, topic and text."""
    page.get_by_role("link", name="Artikel schreiben").first.click()
    page.get_by_role("link", name="Hafen").click()
    page.locator("input[name=kicker]").fill("Fährverkehr")
    page.locator("textarea[name=title]").fill(HEADLINE)
    page.locator("textarea[name=lead]").fill("Nach drei Wochen Pause legt die Fähre wieder ab.")
    add_text(page, "Am Anleger standen um sechs Uhr schon zwanzig Menschen.")
    upload_lead_picture(page, photograph)
    page.get_by_role("tab", name="Einordnung").click()
    topic = page.locator("paper-picker[data-language] input")
    topic.fill("Fährverkehr")
    page.get_by_role("option", name=re.compile("Neues Thema")).click()
    expect(page.get_by_role("button", name="Entfernen: Fährverkehr")).to_be_visible()
    page.get_by_role("tab", name="Inhalt").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()


def add_text(page: Page, words: str) -> None:
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type(words)


def upload_lead_picture(page: Page, photograph: Path) -> None:
    page.get_by_role("button", name="Bild auswählen").first.click()
    page.get_by_role("tab", name="Hochladen").click()
    upload = page.locator("form[data-chooser-modal-creation-form]")
    upload.locator("input[type=file]").set_input_files(photograph)
    # The form takes the title from the file's name, a moment later.
    expect(upload.get_by_label("Titel")).to_have_value("faehre")
    upload.get_by_label("Bildnachweis").fill("Foto: Clara Jensen")
    upload.get_by_role("button", name="Hochladen").click()
    expect(upload.get_by_text("Beschreiben Sie, was zu sehen ist")).to_be_visible()
    upload.locator("input[type=file]").set_input_files(photograph)
    upload.get_by_label("Alternativtext").fill("Die Fähre am Anleger")
    upload.get_by_role("button", name="Hochladen").click()
    expect(upload).to_be_hidden()


def choose_action(page: Page, name: str) -> None:
    """Press a button in the menu of the bar at the foot."""
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name=name).click()


def open_article(page: Page, paper: newspapers.Newspaper) -> None:
    page.goto(f"{paper.url}/admin/articles/")
    page.get_by_role("link", name=HEADLINE).click()
    expect(page.locator("textarea[name=title]")).to_have_value(HEADLINE)


def look_at_preview(page: Page) -> None:
    """The real design, beside the form."""
    page.get_by_role("button", name="Vorschau umschalten").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name=HEADLINE)).to_be_visible()
    expect(preview.get_by_text("Am Anleger standen um sechs Uhr")).to_be_visible()
    page.get_by_role("button", name="Vorschau umschalten").click()


def open_status_panel(page: Page) -> None:
    """It stays open from one page to the next, but opens a moment later: a click may come before."""
    status = page.get_by_role("button", name="Status umschalten")
    for _attempt in range(3):
        if status.get_attribute("aria-expanded") != "true":
            status.click()
        try:
            expect(status).to_have_attribute("aria-expanded", "true", timeout=3_000)
        except AssertionError:
            continue
        return
    expect(status).to_have_attribute("aria-expanded", "true")


def plan(page: Page, moment: str) -> None:
    """Say in the dialog of the side panel when it shall be public."""
    open_status_panel(page)
    page.get_by_role("button", name=re.compile("^Zeitplan (festlegen|bearbeiten)")).click()
    page.locator("input[name=go_live_at]").fill(moment)
    # The calendar opens over the button and has to close first.
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_be_visible()
    page.get_by_text("Wählen Sie aus, wann").click()
    expect(calendar).to_be_hidden()
    page.get_by_role("button", name="Zeitplan speichern").click()
    expect(page.get_by_role("status")).to_contain_text("aktualisiert")


def schedule(page: Page, paper: newspapers.Newspaper) -> None:
    """Planned for tomorrow it is not public, and the dashboard tells when it will be."""
    tomorrow = f"{datetime.now(BERLIN) + timedelta(days=1):%d.%m.%Y} 06:00"
    plan(page, tomorrow)
    choose_action(page, "Zur Veröffentlichung einplanen")
    expect(page.get_by_role("status")).to_contain_text("eingeplant")
    assert paper.get(ADDRESS).status == 404
    page.goto(f"{paper.url}/admin/")
    expect(page.get_by_role("region", name="Geplant")).to_contain_text(HEADLINE)
    expect(page.get_by_role("region", name="Geplant")).to_contain_text(tomorrow)


def publish(page: Page, paper: newspapers.Newspaper) -> None:
    """At once after all; readers find it on the front, with a picture as soon as its sizes are made."""
    open_article(page, paper)
    page.get_by_role("button", name="Geplante Veröffentlichung aufheben").first.click()
    expect(page.get_by_role("button", name="Mehr Aktionen")).to_be_visible()
    plan(page, "")
    choose_action(page, "Veröffentlichen")
    expect(page.get_by_role("status")).to_contain_text("veröffentlicht")
    row = page.get_by_role("row").filter(has_text=HEADLINE)
    expect(row).to_contain_text("Veröffentlicht")
    page.goto(f"{paper.url}/")
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page).to_have_url(f"{paper.url}{ADDRESS}")
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()
    expect(page.get_by_text("Foto: Clara Jensen")).to_be_visible()


def pin(page: Page, paper: newspapers.Newspaper) -> None:
    """On the front of the section until changed."""
    open_article(page, paper)
    page.get_by_role("button", name="Aktionen", exact=True).first.click()
    page.get_by_role("link", name="Oben anheften").click()
    page.locator("select[name=front]").select_option(label="Hafen")
    page.get_by_label("Als Aufmacher").check()
    page.get_by_role("button", name="Anheften").click()
    expect(page.get_by_role("status")).to_contain_text("Hafen")


def take_back(page: Page, paper: newspapers.Newspaper) -> None:
    """Taken back, it is gone for readers and a draft for editors."""
    open_article(page, paper)
    page.get_by_role("button", name="Aktionen", exact=True).first.click()
    page.get_by_role("link", name="Veröffentlichung aufheben").click()
    page.get_by_role("button", name=re.compile("Ja")).click()
    assert paper.get(ADDRESS).status == 404
    page.goto(f"{paper.url}/admin/articles/")
    expect(page.get_by_role("row").filter(has_text=HEADLINE)).to_contain_text("Zurückgezogen")


def test_an_article_from_the_first_word_to_the_front_page_and_back(browser, furnished, photograph):
    with watched_page(browser) as page:
        log_in(page, furnished)
        write(page, photograph)
        look_at_preview(page)
        schedule(page, furnished)
        publish(page, furnished)
        pin(page, furnished)
        take_back(page, furnished)

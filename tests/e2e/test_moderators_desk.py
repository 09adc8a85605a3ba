"""The moderators' desk in a real browser: by keys alone, without JavaScript, with axe-core."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import newspapers
from tests.e2e.browser import axe_violations, watched_page

pytestmark = pytest.mark.browser

MODERATOR = "mara@bote.example"

FURNISH = f"""
from datetime import timedelta
from django.contrib.auth.models import Group
from django.utils import timezone
from presswerk.accounts.models import User
from presswerk.comments.actions.bringing_in import Earlier, bring_in
from presswerk.comments.models import Comment, State
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.groups import group_name
from presswerk.newsroom.models import ArticlePage, FrontPage, SectionPage
front = FrontPage.objects.get(locale__language_code="de")
section = SectionPage(title="Hafen", slug="hafen")
front.add_child(instance=section)
section.save_revision().publish()
article = ArticlePage(title="Die Fähre fährt wieder", lead="Nach drei Wochen legt sie ab.", live=False)
section.add_child(instance=article)
article = publishing.publish(article)
mara = User.objects.create_user("{MODERATOR}", "{newspapers.PASSWORD}", first_name="Mara", last_name="Moder")
mara.groups.add(Group.objects.get(name=group_name("chief_editor")))
for number in range(1, 31):
    at = timezone.now() - timedelta(hours=3) + timedelta(minutes=number)
    text = f"Meinung Nummer {{number}} zur Fähre. Siehe https://host{{number}}.example/x"
    comment = bring_in(
        article,
        Earlier(f"Leserin {{number:02d}}", text, at, email=f"leserin{{number}}@example.org",
                state=State.WAITING, was_public=False),
    )
    Comment.objects.filter(pk=comment.pk).update(
        decided_at=None, spam_probability=0.3, insult_probability=0.05,
        held_for=[{{"code": "links", "params": {{"count": 1}}, "share": 0.5}}],
    )
"""

STATES = """
from presswerk.comments.models import Comment
import json
print(json.dumps({c.author_name: [c.state, c.text, c.is_pick] for c in Comment.objects.all()}))
"""


@pytest.fixture(scope="module")
def desk(new_paper):
    """A paper with thirty comments that wait, and Mara."""
    new_paper.python(FURNISH)
    return new_paper


def log_in(page: Page, paper: newspapers.Newspaper) -> None:
    page.goto(f"{paper.url}/admin/comments/")
    page.get_by_label(re.compile("E-Mail")).fill(MODERATOR)
    page.get_by_label(re.compile("^Passwort")).fill(newspapers.PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.goto(f"{paper.url}/admin/comments/")
    expect(author(page)).to_be_visible()


def author(page: Page):
    return page.locator("#desk-heading")


def number_shown(page: Page) -> int:
    return int(author(page).inner_text().split()[-1])


def states(paper: newspapers.Newspaper) -> dict[str, list]:
    return newspapers.as_json(paper.python(STATES))


def test_a_moderator_works_by_keys_alone(desk, page):
    """Nine acts; each decision is one or two keys, and what is typed into a field decides nothing."""
    log_in(page, desk)
    keys: list[str] = []

    def press(key: str) -> None:
        keys.append(key)
        page.keyboard.press(key)

    first = number_shown(page)
    expect(page.get_by_role("heading", name="Warum er hier ist")).to_be_visible()
    expect(page.get_by_text("Anzahl der Links: 1.")).to_be_visible()
    press("a")
    expect(author(page)).to_have_text(f"Leserin {first + 1:02d}")
    expect(page.locator("[data-outcome]")).to_have_text(f"Veröffentlicht: Leserin {first:02d}.")
    press("s")
    expect(author(page)).to_have_text(f"Leserin {first + 2:02d}")
    press("x")
    expect(page.get_by_role("button", name=re.compile("Am Thema vorbei"))).to_be_visible()
    press("3")
    expect(author(page)).to_have_text(f"Leserin {first + 3:02d}")
    # Three decisions with four keys.
    assert keys == ["a", "s", "x", "3"]
    press("u")
    expect(author(page)).to_have_text(f"Leserin {first + 2:02d}")
    expect(page.locator("[data-outcome]")).to_have_text(re.compile("Zurückgenommen: abgelehnt"))
    press("n")
    expect(author(page)).to_have_text(f"Leserin {first + 3:02d}")
    press("e")
    field = page.get_by_label(re.compile("Leser sehen, dass die Moderation"))
    expect(field).to_be_focused()
    field.fill("")
    page.keyboard.type("aus der Redaktion: sax nu")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-outcome]")).to_have_text("Geändert; Leser sehen, dass bearbeitet wurde.")
    press("p")
    expect(page.locator("[data-outcome]")).to_have_text("Den Lesern empfohlen.")
    press("b")
    page.get_by_label("Diese E-Mail-Adresse").check()
    page.locator("#desk-days").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-outcome]")).to_have_text("1 Sperre verhängt.")
    press("r")
    expect(page.get_by_label("Antwort im Namen der Redaktion")).to_be_focused()
    page.keyboard.type("Danke, das stimmt.")
    page.keyboard.press("Control+Enter")
    # The one that was passed over comes after the rest; what is next is the oldest that waits.
    expect(page.locator("[data-outcome]")).to_have_text(f"Beantwortet: Leserin {first + 3:02d}.")
    found = states(desk)
    assert found[f"Leserin {first:02d}"][0] == "published"
    assert found[f"Leserin {first + 1:02d}"][0] == "spam"
    assert found[f"Leserin {first + 2:02d}"][0] == "waiting"
    assert found[f"Leserin {first + 3:02d}"] == ["published", "aus der Redaktion: sax nu", True]
    assert found["Mara Moder"][:2] == ["published", "Danke, das stimmt."]


def test_keys_go_by_their_letter_and_can_be_switched_off(desk, page):
    log_in(page, desk)
    shown = number_shown(page)
    # On a French keyboard "a" lies where Q is on others: what is written counts, not the place.
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', code: 'KeyQ', bubbles: true}))"
    )
    expect(author(page)).not_to_have_text(f"Leserin {shown:02d}")
    shown = number_shown(page)
    page.keyboard.press("Control+s")
    page.get_by_role("checkbox", name="Tastenkürzel").uncheck()
    page.keyboard.press("s")
    page.reload()
    expect(author(page)).to_have_text(f"Leserin {shown:02d}")
    page.keyboard.press("s")
    expect(author(page)).to_have_text(f"Leserin {shown:02d}")
    page.get_by_role("checkbox", name="Tastenkürzel").check()
    author(page).focus()
    page.keyboard.press("s")
    expect(author(page)).not_to_have_text(f"Leserin {shown:02d}")


def test_it_works_without_javascript(desk, browser):
    with watched_page(browser, java_script_enabled=False) as page:
        log_in(page, desk)
        shown = number_shown(page)
        page.locator("button[value=approve]").click()
        expect(page.get_by_text(f"Veröffentlicht: Leserin {shown:02d}.")).to_be_visible()
        expect(author(page)).not_to_have_text(f"Leserin {shown:02d}")
        page.locator("summary", has_text="Ablehnen").click()
        page.get_by_role("button", name=re.compile("Beleidigung")).click()
        expect(page.get_by_text(re.compile("Abgelehnt: Leserin"))).to_be_visible()
        page.locator("button[value=undo]").click()
        expect(page.get_by_text(re.compile("Zurückgenommen: abgelehnt"))).to_be_visible()


def test_counters_follow_without_reload(desk, page):
    page.clock.install()
    log_in(page, desk)
    place = page.locator("[data-count=waiting]")
    before = place.inner_text()
    desk.python(
        "from presswerk.comments.models import Comment\n"
        "Comment.objects.filter(state='waiting').last().delete()"
    )
    page.clock.run_for(16_000)
    expect(place).not_to_have_text(before)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_no_screen_of_the_desk_shuts_anybody_out(desk, browser, scheme, width):
    with watched_page(browser, color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        log_in(page, desk)
        article = page.locator(".desk-links a", has_text="Regeln").get_attribute("href")
        found = {}
        for path in (
            "", "list/", "recent/?whose=all", "rules/", "rules/paper/", "lists/", "bans/", "try/",
            "statistics/", "log/", article,
        ):  # fmt: skip
            page.goto(f"{desk.url}/admin/comments/{path}" if path != article else f"{desk.url}{path}")
            if path == "":
                for form in ("Ablehnen", "Bearbeiten", "Sperren"):
                    page.locator(".desk-more summary", has_text=form).click()
                expect(page.get_by_label("Wie lange")).to_be_visible()
            found[path] = axe_violations(page)
        assert not {path: faults for path, faults in found.items() if faults}

"""Sharing, view and read next on an article, as readers use them. 9 s."""

import re

import pytest

from tests.e2e.browser import watched_page
from tests.e2e.newspapers import addresses_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def article(demo_paper) -> str:
    """The address of an article of the front."""
    front = demo_paper.get("/").body.decode()
    return next(path for path in sorted(addresses_in(front)) if re.fullmatch(r"/politik/[a-z/-]+-\d+/", path))


def test_a_choice_of_view_stays_in_this_browser_and_sets_no_cookie(demo_paper, article, browser):
    with watched_page(browser, color_scheme="light") as page:
        page.goto(demo_paper.url + article, wait_until="networkidle")
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        light = page.evaluate(ground)
        page.locator(".tools summary").nth(1).click()
        page.locator("[data-view=dark]").click()
        dark = page.evaluate(ground)
        assert dark != light
        size = "parseFloat(getComputedStyle(document.querySelector('.article-body')).fontSize)"
        before = page.evaluate(size)
        page.locator("[data-view=larger]").click()
        assert page.evaluate(size) > before * 1.1
        page.goto(demo_paper.url + "/", wait_until="networkidle")
        assert page.evaluate(ground) == dark
        page.goto(demo_paper.url + article, wait_until="networkidle")
        assert page.evaluate(size) > before * 1.1
        assert page.locator("[data-view=dark]").get_attribute("aria-pressed") == "true"
    assert page.cookies_at_end == []  # type: ignore[attr-defined]


def test_the_text_alone_is_shown_and_the_rest_comes_back(demo_paper, article, page):
    page.goto(demo_paper.url + article, wait_until="networkidle")
    page.locator(".tools summary").nth(1).click()
    page.locator("[data-view=reading]").click()
    assert not page.locator(".masthead").is_visible()
    assert not page.locator("#comments").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
    page.locator("[data-view=reading]").click()
    assert page.locator(".masthead").is_visible()


def test_the_link_goes_to_the_clipboard_and_is_announced(demo_paper, article, browser):
    with watched_page(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(demo_paper.url + article, wait_until="networkidle")
        page.locator(".tools summary").first.click()
        page.locator("[data-share=copy]").click()
        page.locator(".tools-status", has_text=re.compile("Zwischenablage")).wait_for()
        assert page.evaluate("navigator.clipboard.readText()").endswith(article)


def test_escape_closes_a_panel_and_the_focus_is_where_it_was(demo_paper, article, page):
    page.goto(demo_paper.url + article, wait_until="networkidle")
    page.locator(".tools summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".tools details[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_without_javascript_there_is_the_way_by_mail_and_no_dead_button(demo_paper, article, browser):
    with watched_page(browser, java_script_enabled=False) as page:
        page.goto(demo_paper.url + article, wait_until="networkidle")
        page.locator(".tools summary").first.click()
        assert page.locator(".tools a").get_attribute("href").startswith("mailto:?subject=")
        assert page.locator(".tools button:visible").count() == 0


def test_read_next_takes_no_focus_and_stays_away_for_the_visit(demo_paper, article, page):
    page.goto(demo_paper.url + article, wait_until="networkidle")
    box = page.locator(".read-next.is-floating")
    page.evaluate("document.querySelector('[data-article-end]').scrollIntoView({block: 'center'})")
    box.wait_for()
    assert page.evaluate("document.activeElement.closest('.read-next')") is None
    box.get_by_role("button").click()
    box.wait_for(state="detached")
    page.reload(wait_until="networkidle")
    page.evaluate("document.querySelector('[data-article-end]').scrollIntoView({block: 'center'})")
    page.evaluate("new Promise(requestAnimationFrame)")
    page.evaluate("new Promise(requestAnimationFrame)")
    assert box.count() == 0


def test_no_voice_of_another_company_reads_aloud(demo_paper, article, page):
    page.add_init_script(
        "speechSynthesis.getVoices = () => [{lang: 'de-DE', localService: false, name: 'far away'}]"
    )
    page.goto(demo_paper.url + article, wait_until="networkidle")
    assert not page.locator("[data-read-aloud]").is_visible()
    page.add_init_script(
        "speechSynthesis.getVoices = () => [{lang: 'de-DE', localService: true, name: 'here'}]"
    )
    page.reload(wait_until="networkidle")
    assert page.locator("[data-read-aloud]").is_visible()

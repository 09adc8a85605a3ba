"""A newspaper on its worst day: what nobody planned for is shown whole, and nothing scrolls sideways. 25 s.

pytest tests/e2e/test_bad_days.py            and look at the pictures where TESTS_SHOTS says
"""

import os
from pathlib import Path

import pytest

from tests.e2e import newspapers
from tests.e2e.browser import axe_violations, watched_page
from tests.e2e.newspapers import Newspaper, as_json

pytestmark = pytest.mark.browser

WIDTHS = [320, 390, 1440]
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaften"
MAKE = f"""
import json
from tests import world
LONG = {LONG_WORD!r}
politik = world.make_section("Politik")
leer = world.make_section("Leer")
one = world.make_article(politik, "Der einzige Artikel dieser Zeitung", lead="")
print(json.dumps({{"only": one.url, "empty": leer.url, "section": politik.url}}))
"""
MAKE_MORE = f"""
import json
from tests import world
from presswerk.newsroom.models import SectionPage
LONG = {LONG_WORD!r}
politik = SectionPage.objects.get(slug="politik")
authors = [world.make_author(f"Autorin Nummer {{n}} von Hohenzollern-Sigmaringen") for n in range(40)]
RTL = "<p>هذا نص عربي طويل يقرأ من اليمين إلى اليسار، ويبقى في مكانه.</p>"
body = []
for n in range(30):
    body += [
        ("text", f"<p>Absatz {{n}}: {{LONG}}. 🏴‍☠️👩‍👩‍👧‍👦 Zwölf Boxkämpfer jagen Viktor über den Deich.</p>"),
        ("quotation", {{"text": RTL, "language": "ar", "source": "ديوان", "source_url": ""}}),
        ("subhead", {{"text": f"Zwischentitel {{n}} {{LONG}}", "level": "2"}}),
        ("number", {{"number": "1.234.567.890.123.456 Tonnen", "label": LONG}}),
    ]
bad = world.make_article(
    politik, ("Diese Überschrift ist zweihundert Zeichen lang, weil niemand sie gekürzt hat, " * 3)[:200],
    kicker=LONG[:60], lead="", authors=authors, body=body,
)
emoji = world.make_article(politik, "🚀🚀🚀 " + LONG, lead="🎉" * 40, body=[])
print(json.dumps({{"bad": bad.url, "emoji": emoji.url}}))
"""


@pytest.fixture(scope="module")
def bad_days(tmp_path_factory):
    """A paper with one article, and the addresses of its pages."""
    data = newspapers.copy_of("founded", tmp_path_factory.mktemp("bad"))
    with newspapers.serving(data) as paper:
        yield paper, as_json(paper.python(MAKE))


def look(browser, paper: Newspaper, address: str, name: str, **options) -> None:
    """Open the page at each width; assert that it holds together, and keep a picture where one is wanted."""
    for width in WIDTHS:
        with watched_page(browser, viewport={"width": width, "height": 900}, **options) as page:
            page.goto(paper.url + address)
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wider <= 0, f"{name} scrolls sideways by {wider} px at {width} px"
            if options.get("java_script_enabled", True):
                assert axe_violations(page) == [], f"{name} at {width} px"
            if folder := os.environ.get("TESTS_SHOTS"):
                page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=False)


def test_a_paper_with_one_article_has_a_front(bad_days, browser):
    paper, addresses = bad_days
    look(browser, paper, "/", "front-of-one")
    look(browser, paper, addresses["only"], "only-article")


def test_an_empty_section_says_so_and_helps_on(bad_days, browser):
    paper, addresses = bad_days
    look(browser, paper, addresses["empty"], "empty-section")


def test_a_search_without_results_helps_on(bad_days, browser):
    paper, _addresses = bad_days
    look(browser, paper, "/suche/?q=gibtesnicht", "empty-search")


def test_everything_too_long_too_many_and_the_wrong_way_round_holds_together(bad_days, browser):
    paper, _addresses = bad_days
    more = as_json(paper.python(MAKE_MORE))
    look(browser, paper, more["bad"], "too-much")
    look(browser, paper, more["emoji"], "emoji")
    look(browser, paper, "/", "front-of-bad")
    look(browser, paper, "/politik/", "section-of-bad")
    look(browser, paper, more["bad"], "too-much-without-scripts", java_script_enabled=False)
    with watched_page(browser) as page:
        page.goto(paper.url + more["bad"])
        quotation = page.locator(".quotation blockquote").first
        assert quotation.evaluate("each => getComputedStyle(each).direction") == "rtl"
        assert quotation.get_attribute("lang") == "ar"


def without_looks(route) -> None:
    blocked = route.request.resource_type in ("stylesheet", "image", "font")
    route.abort() if blocked else route.continue_()


def test_without_style_sheets_and_pictures_the_article_is_read_in_its_order(demo_paper, browser):
    front = demo_paper.get("/").body.decode()
    linked = newspapers.addresses_in(front)
    address = next(path for path in linked if path.startswith("/politik/stadtpolitik/zu-fuss"))
    with watched_page(browser) as page:
        page.route("**/*", without_looks)
        page.goto(demo_paper.url + address)
        classes = (
            "kicker headline lead byline picture-lead article-body author-box related-articles site-footer"
        )
        selectors = [f".{name}" for name in classes.split()]
        top = "each => each.getBoundingClientRect().top"
        tops = [page.locator(selector).first.evaluate(top) for selector in selectors]
        assert tops == sorted(tops), dict(zip(selectors, tops, strict=True))
        assert page.locator(".picture-lead img").get_attribute("alt")
        # Chromium reports what was blocked as errors.
        told: list[str] = page.trouble  # type: ignore[attr-defined]
        told[:] = [line for line in told if "Failed to load" not in line]

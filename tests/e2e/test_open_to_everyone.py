"""Every kind of page in every circumstance: axe finds nothing, nothing scrolls sideways. 60 s.

Circumstances are light, dark and forced colours, each at 360 and 1440 px, at 200 % zoom and at 320 px.
Without --long each kind of page meets four of the twelve so that all pairs of scheme and width occur; with it
all of them, in the other look too.
"""

import re
from itertools import pairwise

import pytest

from tests.e2e.browser import axe_violations, watched_page
from tests.e2e.newspapers import addresses_in

pytestmark = pytest.mark.browser

SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
# 200 % zoom of a window of 1280 px is a viewport of 640 px with two device pixels to each.
WIDTHS = {"360": (360, 1), "1440": (1440, 1), "zoomed": (640, 2), "reflowed": (320, 1)}
KINDS = ["front", "section", "article", "author", "topic", "archive", "search", "plain", "missing"]
ALL = [(scheme, width) for scheme in SCHEMES for width in WIDTHS]


def some_of(position: int) -> list[tuple[str, str]]:
    """Four circumstances for the kind at this position: each width once, schemes in turn."""
    schemes = list(SCHEMES)
    return [(schemes[(position + at) % 3], width) for at, width in enumerate(WIDTHS)]


@pytest.fixture(scope="module")
def addresses(demo_paper) -> dict[str, str]:
    """One address for each kind of page."""
    front = sorted(addresses_in(demo_paper.get("/").body.decode()))
    article = next(path for path in front if path.startswith("/politik/stadtpolitik/zu-fuss"))
    linked = sorted(addresses_in(demo_paper.get(article).body.decode()))
    return {
        "front": "/",
        "section": "/politik/",
        "article": article,
        "author": next(path for path in linked if path.startswith("/autor/")),
        "topic": next(path for path in linked if path.startswith("/thema/")),
        "archive": "/archiv/",
        "search": "/suche/?q=Brücke",
        "plain": "/impressum/",
        "missing": "/gibt-es-nicht/",
    }


def look(browser, url: str, circumstances: list[tuple[str, str]]) -> None:
    for scheme, width in circumstances:
        pixels, ratio = WIDTHS[width]
        options = {
            "viewport": {"width": pixels, "height": 800},
            "device_scale_factor": ratio,
            **SCHEMES[scheme],
        }
        with watched_page(browser, **options) as page:
            page.goto(url, wait_until="networkidle")
            assert axe_violations(page) == [], f"{url}, {scheme}, {width}"
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wider <= 0, f"{url} scrolls sideways by {wider} px, {width}"
            page.trouble[:] = [line for line in page.trouble if "404" not in line]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_open_in_some_circumstances(demo_paper, addresses, browser, kind):
    look(browser, demo_paper.url + addresses[kind], some_of(KINDS.index(kind)))


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_open_in_all_circumstances(demo_paper, addresses, browser, kind):
    look(browser, demo_paper.url + addresses[kind], ALL)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_open_in_all_circumstances_in_the_other_look(loud_paper, addresses, browser, kind):
    look(browser, loud_paper.url + addresses[kind], ALL)


def test_a_screen_reader_gets_the_article_in_its_order(demo_paper, addresses, page):
    page.goto(demo_paper.url + addresses["article"], wait_until="networkidle")
    tree = page.locator("body").aria_snapshot()
    places = [re.search(mark, tree) for mark in ("- banner", r"\[level=1\]", r"- contentinfo")]
    assert all(places), tree[:2000]
    starts = [place.start() for place in places if place]
    assert starts == sorted(starts)
    levels = [int(level) for level in re.findall(r"heading .*\[level=(\d)\]", tree)]
    jumps = [(one, two) for one, two in pairwise(levels) if two > one + 1]
    assert jumps == []


def test_the_focus_is_seen_wherever_the_keyboard_goes(demo_paper, addresses, page):
    page.emulate_media(
        reduced_motion="reduce"
    )  # with motion the page is still on its way when it is looked at
    page.goto(demo_paper.url + addresses["article"], wait_until="networkidle")
    hidden = """() => {
        const each = document.activeElement, box = each.getBoundingClientRect();
        if (each === document.body || each.tagName === "MAIN") return "";
        const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        const around = each.closest(".teaser");
        const ring = [each, around].some(one => one && getComputedStyle(one).outlineStyle !== "none");
        return inView && ring ? "" : each.outerHTML.slice(0, 200);
    }"""
    for _step in range(70):
        page.keyboard.press("Tab")
        assert page.evaluate(hidden) == ""

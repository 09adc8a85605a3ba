"""What an article costs a reader who comes for the first time, at 390 px, as Chromium counts it. 14 s.

Bytes, requests and shifts, never times: those are measured by bench/reading.py.
"""

import re

import brotli
import pytest
from playwright.sync_api import Route

from tests.e2e.browser import watched_page
from tests.e2e.newspapers import addresses_in

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
DEBATE = re.compile(rb'<section class="debate".*?(?=<aside class="read-next"|</main>)', re.DOTALL)
SHIFTS = """new PerformanceObserver(list => {
    for (const { value, hadRecentInput } of list.getEntries())
        if (!hadRecentInput) window.shifted = (window.shifted ?? 0) + value;
}).observe({type: "layout-shift", buffered: true});"""

PAINTED = """new Promise(done => new PerformanceObserver(list => {
    if (list.getEntriesByName("first-contentful-paint").length) done();
}).observe({type: "paint", buffered: true}))"""
TWO_FRAMES = """document.fonts.ready.then(() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(done))))"""

# Of the lead picture and the logos all sizes, of what else the page shows those that it names.
ALL_SIZES = """
from presswerk.newsroom import pictures, renditions
from presswerk.newsroom.models import ArticlePage, Rendition, SiteSettings
paper = SiteSettings.objects.get()
lead = ArticlePage.objects.get(number={number}).lead_picture_id
whole = (lead, paper.logo_id, paper.logo_dark_id)
for pk in whole:
    pictures._make(pk, renditions.ALL_SPECS)
small = [shape.spec(width, kind) for kind in ("webp", "avif") for shape, widths in (
    (renditions.WIDE, (320, 640)), (renditions.SQUARE, renditions.SQUARE.widths),
) for width in widths]
for pk in set(Rendition.objects.filter(file__in={shown}).values_list("image", flat=True)) - set(whole):
    pictures._make(pk, small)
"""


@pytest.fixture(scope="module")
def article(demo_paper) -> str:
    """The address of an article of about 600 words with a lead picture."""
    front = demo_paper.get("/").body.decode()
    address = next(path for path in addresses_in(front) if path.startswith("/politik/stadtpolitik/zu-fuss"))
    # The demo of the tests has one size of each shape; the worker of a newspaper makes all of them.
    shown = sorted(set(re.findall(r"/media/(pictures/[^\" ]+)", demo_paper.get(address).body.decode())))
    demo_paper.python(ALL_SIZES.format(number=address.strip("/").rsplit("-", 1)[-1], shown=shown))
    return address


# TCP's initial window, and what each of four answers gets through a slow telephone line in its first two
# rounds (docs/benchmarks/reading.md).
FIRST_WINDOW = 10 * 1460
TWO_ROUNDS = 12 * 1460
SCRIPT_HAS_COME = "performance.getEntriesByType('resource').some(each => each.name.endsWith('.js'))"
BEFORE_PAINT = """() => {
    const painted = performance.getEntriesByName("first-contentful-paint")[0].startTime;
    return performance.getEntriesByType("resource").filter(each => each.startTime < painted)
        .map(each => new URL(each.name).pathname);
}"""


def loaded(browser, address: str, pixels: int = 2) -> tuple[list[dict], float]:
    """All answers of a first visit (url, kind, bytes on the wire), and how much the page has shifted."""
    with watched_page(browser, **{**PHONE, "device_scale_factor": pixels}) as page:
        page.add_init_script(SHIFTS)
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        answers: dict[str, dict] = {}
        wire.on("Network.responseReceived", lambda event: answers.update({
            event["requestId"]: {
                "url": event["response"]["url"],
                "kind": event["type"],
                "bytes": 0,
                "cache": event["response"]["headers"].get("cache-status", ""),
            },
        }))  # fmt: skip
        wire.on("Network.loadingFinished", lambda event: answers.get(event["requestId"], {}).update(
            bytes=event["encodedDataLength"],
        ))  # fmt: skip
        page.goto(address, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        shifted = page.evaluate("window.shifted ?? 0")
    return list(answers.values()), shifted


@pytest.mark.parametrize("pixels", [1, 2])
def test_a_first_visit_stays_within_its_bytes_and_requests(demo_paper, article, browser, pixels):
    answers, _shifted = loaded(browser, demo_paper.url + article, pixels)
    listed = "\n".join(
        f"{answer['bytes']:7} {answer['kind']:10} {answer['url']} {answer['cache']}" for answer in answers
    )
    assert len(answers) <= 12, listed
    assert sum(answer["bytes"] for answer in answers) <= 100 * 1024, listed


def test_what_is_painted_first_has_the_line_for_itself_and_fits_into_two_rounds(demo_paper, article, browser):
    telephone = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75}
    with watched_page(browser, **telephone) as page:
        page.goto(demo_paper.url + article, wait_until="networkidle")
        page.wait_for_function(SCRIPT_HAS_COME)
        early = page.evaluate(BEFORE_PAINT)
        late = set(page.evaluate("performance.getEntriesByType('resource').map(each => each.name)"))
        lead = page.evaluate("new URL(document.querySelector('.picture-lead img').currentSrc).pathname")
        width = page.evaluate("document.querySelector('.picture-lead img').naturalWidth")
        shown = page.evaluate("document.querySelector('.picture-lead img').clientWidth")
    assert lead in early
    assert width == pytest.approx(shown, rel=0.2), "`sizes` says another width than the place has"
    waiting = [path for path in early if path.endswith((".js", ".webmanifest")) or "/comments/" in path]
    assert waiting == []
    assert any(url.endswith(".js") for url in late), "what waited has come"
    answers, _shifted = loaded(browser, demo_paper.url + article)
    sizes = {answer["url"].removeprefix(demo_paper.url): answer["bytes"] for answer in answers}
    assert sizes[article] <= FIRST_WINDOW
    needed = [path for path in sizes if path.endswith((".woff2", ".css")) and path in early]
    assert len(needed) == 3
    assert max(sizes[path] for path in needed) <= TWO_ROUNDS


def test_text_and_style_sheet_of_an_article_fit_into_fourteen_kilobytes(demo_paper, article):
    page = demo_paper.get(article).body
    without_debate, found = DEBATE.subn(b"", page)
    assert found == 1
    styles = re.findall(rb'<link rel="stylesheet" href="(/static/theme/[^"]+)"', page)
    sizes = [len(brotli.compress(without_debate))]
    sizes += [len(demo_paper.get(path.decode(), **{"Accept-Encoding": "br"}).body) for path in styles]
    assert sum(sizes) <= 14 * 1024


@pytest.mark.parametrize("path", ["/", "/politik/", "article"])
def test_nothing_moves_while_the_page_arrives(demo_paper, article, browser, path):
    _answers, shifted = loaded(browser, demo_paper.url + (article if path == "article" else path))
    assert shifted <= 0.01


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("path", ["/", "/politik/", "article"])
def test_nothing_moves_when_the_fonts_come_late(demo_paper, article, browser, path, width):
    with watched_page(browser, viewport={"width": width, "height": 844}) as page:
        page.add_init_script(SHIFTS)
        held: list[Route] = []
        page.route("**/*.woff2", lambda route: held.append(route))
        page.goto(demo_paper.url + (article if path == "article" else path), wait_until="domcontentloaded")
        page.evaluate(PAINTED)
        assert len(held) == 2
        for route in held:
            route.continue_()
        page.wait_for_load_state("networkidle")
        page.evaluate(TWO_FRAMES)
        assert page.evaluate("window.shifted ?? 0") <= 0.01


@pytest.mark.parametrize("path", ["/", "/politik/", "article"])
def test_no_field_stands_in_the_page_before_the_first_paint(demo_paper, article, path):
    """Chromium's autofill has a page with fields laid out as soon as it was read, without its style sheet."""
    page = demo_paper.get(article if path == "article" else path).body.decode()
    fields = re.compile(r"<(input|textarea|select)\b")
    assert fields.search(page), "they are there for whoever has no scripts"
    assert not fields.search(re.sub(r"<noscript data-then>.*?</noscript>", "", page, flags=re.DOTALL))


def test_forms_wait_for_the_first_paint_and_are_there_without_scripts(demo_paper, article, browser):
    for more in ({}, {"java_script_enabled": False}):
        with watched_page(browser, **more) as page:
            page.goto(demo_paper.url + article)
            page.locator("#menu-search").wait_for(state="attached")
            page.locator(".write > summary").click()
            page.get_by_label("E-Mail").first.wait_for(state="visible")
            assert page.locator("[data-comment-form]").count() == 1
            box, field = (page.locator(one).bounding_box() for one in (".write", "#comment-name"))
            assert box is not None
            assert field is not None
            assert field["x"] >= box["x"] + 8, "the form stands in its box"


def test_the_script_of_the_debate_comes_when_the_debate_is_near(demo_paper, article, browser):
    with watched_page(browser, **PHONE) as page:
        loaded_scripts: list[str] = []
        page.on("request", lambda request: loaded_scripts.append(request.url))
        page.goto(demo_paper.url + article, wait_until="networkidle")
        assert not [url for url in loaded_scripts if "/comments/js/" in url]
        with page.expect_request("**/comments/js/form.*"):
            page.locator("#comments").scroll_into_view_if_needed()


def test_the_next_page_is_fetched_before_the_click_and_no_form_or_search_is(demo_paper, browser):
    with watched_page(browser) as page:
        wire = page.context.new_cdp_session(page)
        told: list[dict] = []
        wire.on("Preload.ruleSetUpdated", lambda event: told.append(event["ruleSet"]))
        wanted: set[str] = set()
        wire.on("Preload.preloadingAttemptSourcesUpdated", lambda event: wanted.update(
            source["key"]["url"] for source in event["preloadingAttemptSources"]
        ))  # fmt: skip
        wire.send("Preload.enable")
        page.goto(demo_paper.url + "/", wait_until="networkidle")
        assert [rules.get("errorType") for rules in told] == [None]
        linked = set(page.evaluate("[...document.links].map(link => link.href.split('#')[0])"))
        assert {demo_paper.url + "/politik/", demo_paper.url + "/impressum/"} <= wanted <= linked
        assert not [url for url in wanted if "?" in url or "/feed" in url or "/comment/" in url]

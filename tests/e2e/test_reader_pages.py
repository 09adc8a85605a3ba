"""The demo newspaper as readers get it: every kind of page in Chromium, every link of it followed."""

import re
import subprocess
from collections import deque
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from tests.e2e.browser import axe_violations, watched_page
from tests.e2e.newspapers import ROOT, Newspaper, addresses_in

pytestmark = pytest.mark.browser

MOST_PAGES = 5000
RULES = Path(__file__).with_name("html-validate.json")


@pytest.fixture(scope="module")
def crawled(demo_paper) -> dict[str, tuple[int, str, str, list[str]]]:
    """Address → status, kind of content, body and cookies, of everything that the front page leads to."""
    found: dict[str, tuple[int, str, str, list[str]]] = {}
    waiting = deque(["/", "/en/", "/sitemap.xml", "/robots.txt", "/gibt-es-nicht/"])
    while waiting and len(found) < MOST_PAGES:
        path = waiting.popleft()
        if path in found:
            continue
        answer = demo_paper.get(path)
        kind = answer.headers.get("Content-Type", "")
        body = answer.body.decode("utf-8", "replace") if kind.startswith(("text/", "application/")) else ""
        found[path] = (answer.status, kind, body, answer.headers.get_all("Set-Cookie") or [])
        if answer.status in (301, 302):
            waiting.append(_inner(demo_paper, path, answer.headers["Location"]) or "/")
        for address in addresses_in(body) if kind.startswith("text/html") else ():
            inner = _inner(demo_paper, path, address)
            if inner is not None and not inner.startswith(("/admin/", "/account/")):
                waiting.append(inner)
    return found


def _inner(paper: Newspaper, path: str, address: str) -> str | None:
    whole = urldefrag(urljoin(paper.url + path, address.replace("&amp;", "&"))).url
    return whole.removeprefix(paper.url) if whole.startswith(paper.url) else None


def test_every_internal_link_answers(crawled):
    # A comment's permalink leads to wherever the comment stands at the moment.
    lead_on = re.compile(r"/comment/\d+/")
    broken = {
        path: found[0]
        for path, found in crawled.items()
        if found[0] not in (200, 301) and not (found[0] == 302 and lead_on.fullmatch(path))
    }
    assert broken == {"/gibt-es-nicht/": 404}
    assert 60 < len(crawled) < MOST_PAGES


def test_no_page_sets_a_cookie(crawled):
    assert not {path: found[3] for path, found in crawled.items() if found[3]}


def test_every_page_is_valid_html(crawled, tmp_path):
    pages = {
        path: body for path, (status, kind, body, _cookies) in crawled.items() if kind.startswith("text/html")
    }
    folder = tmp_path / "pages"
    folder.mkdir()
    names = {}
    for number, (path, body) in enumerate(sorted(pages.items())):
        if body:
            (folder / f"{number}.html").write_text(body, encoding="utf-8")
            names[f"{number}.html"] = path
    done = subprocess.run(
        ["npx", "--no-install", "html-validate", "--config", str(RULES), str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = done.stdout
    for name, path in names.items():
        report = report.replace(str(folder / name), path)
    assert done.returncode == 0, report[-6000:] + done.stderr


def kinds_of(crawled) -> dict[str, str]:
    """One address for each kind of page."""
    html = [path for path, found in crawled.items() if found[0] == 200 and found[1].startswith("text/html")]
    article = max(
        (
            path
            for path in html
            if path.rstrip("/").rsplit("-", 1)[-1].isdigit() and not path.startswith("/en/")
        ),
        key=lambda path: len(crawled[path][2]),
    )
    month = next(path for path in html if path.startswith("/archiv/") and path.count("/") == 4)
    return {
        "front": "/",
        "section": "/politik/",
        "article": article,
        "author": next(path for path in html if path.startswith("/autor/")),
        "topic": next(path for path in html if path.startswith("/thema/")),
        "archive": "/archiv/",
        "month": month,
        "search": "/suche/?q=Brücke",
        "plain": "/impressum/",
        "english": "/en/",
    }


KINDS = ["front", "section", "article", "author", "topic", "archive", "month", "search", "plain", "english"]
# Every width meets every scheme, and every kind of page meets both in turn.
LOOKS = [(390, "light"), (1440, "dark"), (1440, "light"), (390, "dark")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_open_to_everyone_and_stays_at_home(crawled, demo_paper, browser, kind):
    address = kinds_of(crawled)[kind]
    position = KINDS.index(kind)
    for width, scheme in (LOOKS[position % 4], LOOKS[(position + 1) % 4]):
        options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        with watched_page(browser, **options) as page:
            page.goto(demo_paper.url + address)
            assert axe_violations(page) == [], f"{address} at {width} px, {scheme}"
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wider <= 0, f"{address} scrolls sideways by {wider} px at {width} px"
        assert page.cookies_at_end == []  # type: ignore[attr-defined]


def test_an_unknown_address_helps_on(demo_paper, browser):
    with watched_page(browser) as page:
        page.goto(demo_paper.url + "/politik/gibt-es-nicht/")
        assert axe_violations(page) == []
        assert page.get_by_role("searchbox").count() >= 1
        # Chromium reports the status itself as an error.
        page.trouble[:] = [line for line in page.trouble if "404" not in line]  # type: ignore[attr-defined]


def test_a_reader_without_javascript_gets_everything(crawled, demo_paper, browser):
    address = kinds_of(crawled)["article"]
    with watched_page(browser, java_script_enabled=False) as page:
        page.goto(demo_paper.url + address)
        assert page.get_by_role("heading", level=1).is_visible()
        assert page.locator("#main").inner_text().count(" ") > 200
        assert page.get_by_role("navigation").count() >= 2


def test_a_keyboard_reaches_content_search_and_related_articles(crawled, demo_paper, page):
    page.goto(demo_paper.url + kinds_of(crawled)["article"])
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#main"
    reached = set()
    for _step in range(200):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName")
        )
    assert any(address.startswith("/autor/") for address in reached)
    assert any("/suche/" in address or address == "SUMMARY" for address in reached)
    assert "/" in reached

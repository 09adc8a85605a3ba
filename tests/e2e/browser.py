"""Debian's Chromium, driven by Playwright, and what no page of ours may do in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# What waits for the first paint (`[data-then]`) has come, and every style sheet is there. After ten
# seconds axe judges what there is.
IS_WHOLE = """() => new Promise(done => {
  const until = performance.now() + 10000;
  const look = () => performance.now() > until || !document.querySelector("[data-then]")
    && [...document.querySelectorAll("link[rel=stylesheet]")].every(each => each.sheet)
    ? done() : setTimeout(look, 20);
  look();
})"""
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium with an empty profile."""
    path = next(
        found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a fresh context. Raises AssertionError at the end for script errors, violations of the
    content policy and requests to other hosts; expected ones are put into `page.expected_errors`."""
    context: BrowserContext = browser.new_context(**{"locale": "de-DE", **options})
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(f"script error: {error}"))
    page.on("console", lambda line: trouble.append(f"console: {line.text}") if line.type == "error" else None)
    page.on("request", lambda request: _note_foreign(request.url, trouble))
    page.trouble = trouble  # type: ignore[attr-defined]
    yield page
    cookies = context.cookies()
    context.close()
    page.cookies_at_end = cookies  # type: ignore[attr-defined]
    assert not trouble, trouble


def _note_foreign(url: str, trouble: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1", "http://localhost", "data:", "blob:", "about:")):
        trouble.append(f"request to another host: {url}")


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds in the whole page against WCAG 2.2 A and AA and its best practices, a line each."""
    page.evaluate(IS_WHOLE)
    # The policy of the page forbids foreign scripts; the debugger's evaluation is not bound by it.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
    return [
        f"{finding['id']}: {finding['help']} at {[node['target'] for node in finding['nodes']][:3]}"
        for finding in result["violations"]
    ]

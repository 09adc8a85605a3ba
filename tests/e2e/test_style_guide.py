"""The style guide at /_stil/: whom it shows itself to, and whether components look as they did. 60 s.

The pictures beside this file are small and compared with tolerance: they show that a box has moved or a
colour has changed, not a pixel. After a wanted change they are made anew, and looked at, with

    TESTS_STYLE_GUIDE=keep .venv/bin/pytest tests/e2e/test_style_guide.py
"""

import os
import tempfile
from dataclasses import dataclass
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Route

from tests.e2e import newspapers
from tests.e2e.browser import axe_violations, watched_page

pytestmark = pytest.mark.browser

KEPT = Path(__file__).with_name("style_guide")
KINDS = ["front", "article", "list"]
SCHEMES = ["light", "dark"]
HOST = "http://127.0.0.1"
WIDTH = 900
SHRUNK = 0.28
COLOURS = 24
# Of 255: what antialiasing and another version of the browser make of the same page stays below it.
SEEN = 48
MOST_SEEN = 0.004
MOST_BYTES = 600 * 1024

ALL_PICTURES = """() => Promise.all([...document.images].map(picture => {
    picture.loading = "eager";
    return picture.decode();
}))"""
PAGES = """
import json
from django.test import Client
reader = Client(HTTP_HOST="127.0.0.1")
paths = ["/_stil/", "/_stil/front/", "/_stil/article/", "/_stil/list/", "/colours.css"]
answers = {path: reader.get(path) for path in paths}
print(json.dumps({path: [answer.status_code, answer.content.decode()] for path, answer in answers.items()}))
"""


@dataclass
class Guide:
    """The pages of one look, and the folder with its files."""

    pages: dict[str, tuple[int, str]]
    static: Path

    def answer(self, route: Route) -> None:
        """What a server would answer."""
        path = urlsplit(route.request.url).path
        kind = guess_type(path)[0] or "text/html"
        if path in self.pages:
            status, body = self.pages[path]
            # The pictures show the paper's type, however late its files are.
            body = body.replace("font-display:optional", "font-display:block")
            route.fulfill(status=status, body=body, content_type=f"{kind}; charset=utf-8")
        elif path.startswith("/static/") and (file := self.static / path.removeprefix("/static/")).is_file():
            route.fulfill(path=file, content_type=kind)
        else:
            route.fulfill(status=204)


@pytest.fixture(scope="module", params=["sachlich", "boulevard"])
def guide(request):
    """The style guide of a look, as in development."""
    with tempfile.TemporaryDirectory(prefix="presswerk-guide-", ignore_cleanup_errors=True) as folder:
        data = newspapers.copy_of("founded", Path(folder) / "data")
        with pytest.MonkeyPatch.context() as patch:
            usual = newspapers.environment(data)
            patch.setattr(
                newspapers,
                "environment",
                lambda _data: usual | {"PRESSWERK_THEME": request.param, "PRESSWERK_DEBUG": "true"},
            )
            newspapers.run(data, "assets")
            pages = newspapers.as_json(newspapers.python(data, PAGES))
        found = Guide({path: tuple(answer) for path, answer in pages.items()}, data / "static")
        found.look = request.param  # type: ignore[attr-defined]
        yield found


def shot(guide: Guide, browser: Browser, kind: str, scheme: str) -> Image.Image:
    """The whole page, small, in few colours."""
    options = {"viewport": {"width": WIDTH, "height": 900}, "color_scheme": scheme}
    with watched_page(browser, **options) as page:
        page.route("**/*", guide.answer)
        page.goto(f"{HOST}/_stil/{kind}/", wait_until="networkidle")
        page.wait_for_selector("html[data-states]", state="attached")
        page.evaluate(ALL_PICTURES)
        whole = Image.open(BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("RGB")
    size = round(whole.width * SHRUNK), round(whole.height * SHRUNK)
    return whole.resize(size, Image.Resampling.BOX)


def in_few_colours(picture: Image.Image) -> Image.Image:
    return picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_components_look_as_they_did(guide, browser, kind, scheme, tmp_path):
    now = shot(guide, browser, kind, scheme)
    file = KEPT / f"{guide.look}-{kind}-{scheme}.png"
    if os.environ.get("TESTS_STYLE_GUIDE") == "keep":
        KEPT.mkdir(exist_ok=True)
        in_few_colours(now).save(file, optimize=True)
        return
    kept = Image.open(file).convert("RGB")
    beside = Path(os.environ.get("TESTS_SHOTS", tmp_path)) / file.name
    now.save(beside)
    assert abs(now.height - kept.height) <= 2, f"The page has become longer or shorter: see {beside}."
    same = now.crop((0, 0, now.width, kept.height))
    differing = ImageChops.difference(
        *(picture.filter(ImageFilter.GaussianBlur(1)) for picture in (same, kept))
    ).convert("L")
    seen = sum(differing.histogram()[SEEN:]) / (differing.width * differing.height)
    assert seen <= MOST_SEEN, f"{seen:.2%} of the page look different: compare {beside} with {file}."


@pytest.mark.parametrize("kind", KINDS)
def test_every_component_is_open_to_everyone(guide, browser, kind):
    with watched_page(browser, viewport={"width": 390, "height": 844}, color_scheme="dark") as page:
        page.route("**/*", guide.answer)
        page.goto(f"{HOST}/_stil/{kind}/", wait_until="networkidle")
        # Headings and landmarks stand there as samples, twice and out of their order.
        expected = ("landmark", "heading", "region")
        assert [line for line in axe_violations(page) if not line.startswith(expected)] == []


def test_the_pictures_are_small_enough_to_be_kept():
    files = sorted(KEPT.glob("*.png"))
    assert len(files) == 12
    assert sum(file.stat().st_size for file in files) <= MOST_BYTES

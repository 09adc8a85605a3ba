"""Every template compiles, stands alone where it must, and keeps to the strict Content-Security-Policy."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import presswerk.theme

TEMPLATES = Path(presswerk.theme.__file__).parent / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
BARE_PAGES = ["pages/bare_404.html"]


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name):
    assert get_template(name).template.nodelist  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_template_holds_no_inline_style_or_script(name):
    source = (TEMPLATES / name).read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


@pytest.mark.parametrize("name", NAMES)
def test_template_names_no_other_host(name):
    assert not re.search(r"(src|href|action)=\"(https?:)?//", (TEMPLATES / name).read_text())


@pytest.mark.parametrize("name", BARE_PAGES)
def test_page_for_a_broken_site_needs_nothing_but_itself(name):
    source = (TEMPLATES / name).read_text()
    assert not re.search(r"{[{%]", source)
    assert get_template(name).render() == source


def test_every_component_says_what_it_takes():
    components = [name for name in NAMES if name.startswith("components/")]
    silent = [name for name in components if "{% comment %}" not in (TEMPLATES / name).read_text()]
    assert silent == []

"""Indentation goes from our pages, and nothing else does."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

import presswerk
from presswerk.site.dedented_templates import is_ours

PACKAGE = Path(presswerk.__file__).parent
OURS = sorted(str(file) for file in PACKAGE.rglob("templates/**/*.html"))


def test_lines_stay_and_begin_at_their_beginning():
    shown = get_template("components/pager.html").render({"older_url": "/?before=3", "newer_url": ""})
    assert "\n" in shown.strip()
    assert not re.search(r"\n[ \t]", shown)


def test_pages_of_the_package_and_of_themes_are_ours_and_letters_are_not():
    assert is_ours(str(PACKAGE / "theme" / "templates" / "base.html"))
    assert all(is_ours(str(Path(str(folder)) / "base.html")) for folder in settings.TEMPLATES[0]["DIRS"])
    assert not is_ours(str(PACKAGE / "comments" / "templates" / "mail.txt"))
    assert not is_ours("/usr/lib/python3/dist-packages/wagtail/admin/templates/wagtailadmin/base.html")


@pytest.mark.parametrize("file", OURS)
def test_no_template_writes_white_space_that_is_shown(file):
    for _name, within in re.findall(r"<(pre|textarea)\b[^>]*>(.*?)</\1>", Path(file).read_text(), re.DOTALL):
        assert not re.search(r"\n\s", re.sub(r"{%.*?%}|{{.*?}}", "", within))

"""The reference of the format names every field, and its example can be imported."""

import re
from pathlib import Path

import pytest

from presswerk.newsroom.models import ArticlePage, AuthorProfile
from presswerk.transfer.jsonl.fields import ArticleLine, Person, PictureFile
from presswerk.transfer.report import Outcome

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "jsonl-format.md"


@pytest.fixture(scope="module")
def text() -> str:
    return REFERENCE.read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    return text.split(f"## {title}\n")[1].split("\n## ")[0].split("\n### ")[0]


def test_every_field_of_an_article_is_described_in_a_row_and_no_other(text):
    rows = re.findall(r"^\| `(\w+)` \| (yes)? ?\|", section(text, "Fields"), re.MULTILINE)
    assert {name for name, _needed in rows} == set(ArticleLine.model_fields)
    needed = {name for name, field in ArticleLine.model_fields.items() if field.is_required()}
    assert {name for name, is_needed in rows if is_needed} == needed


def test_fields_of_authors_and_pictures_and_all_choices_are_named(text):
    for model, title in ((Person, "Authors"), (PictureFile, "Pictures")):
        for name in model.model_fields:
            assert f"`{name}`" in section(text, title), name
    for choice in [
        *ArticlePage.Kind.values,
        *filter(None, ArticlePage.Label.values),
        *AuthorProfile.Kind.values,
    ]:
        assert f"`{choice}`" in text, choice


@pytest.mark.django_db
def test_the_example_can_be_imported(text, bring):
    example = text.split("```json\n")[1].split("```")[0].strip()
    assert bring(example).outcomes == {Outcome.CREATED: 1}

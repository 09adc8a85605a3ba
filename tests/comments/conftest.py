"""An article with an open debate, and who writes in it."""

import pytest

from presswerk.comments import filtering, names
from presswerk.comments.actions.submitting import submit
from tests import world
from tests.comments import letters


@pytest.fixture(autouse=True)
def _no_names_of_other_tests():
    names.forget()


@pytest.fixture(autouse=True)
def _no_filter_of_other_tests():
    # One that was opened before another test emptied its folder would write into nothing.
    filtering.engine.cache_clear()


@pytest.fixture
def article(politik):
    """A published article whose debate is open."""
    return world.make_article(politik, "Die Brücke ist wieder offen")


@pytest.fixture
def write(article):
    """Submit a comment as somebody would by the form; every argument is an option."""

    def written(text: str = "", **fields):
        made = letters.draft(article, text, **fields)
        return submit(made).comment

    return written


@pytest.fixture
def post(reader, article):
    """POST the form; what is not said is filled in."""

    def posted(action: str = "send", headers: dict | None = None, **fields):
        form = letters.form(article) | {"action": action} | fields
        return reader.post("/comment/", form, headers=headers or {})

    return posted

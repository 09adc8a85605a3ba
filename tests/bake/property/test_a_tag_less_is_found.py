"""Mutation check: with one tag or one declaration taken away, the comparison of all pages fails.

Each mutation is one that a person could make by forgetting a line. docs/explanation/bake.md lists them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest

Steps = list[tuple[str, int, int, int]]


@contextmanager
def declared(table: str, **changes) -> Iterator[None]:
    """The triggers of a table as if its declaration said something else."""
    from django.db import connection

    from presswerk.bake import tracking, triggers

    before = tracking.tracked_tables()[table]
    tracking.track(replace(before, **changes))
    try:
        triggers.install(connection)
        yield
    finally:
        tracking.track(before)


@contextmanager
def unsaid(prefix: str) -> Iterator[None]:
    """Named queries as if none of them named tags that begin so."""
    from presswerk import bake

    real = bake.depends_on
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bake, "depends_on", lambda *tags: real(*(t for t in tags if not t.startswith(prefix))))
        yield


@contextmanager
def unloaded(prefix: str) -> Iterator[None]:
    """Rows as if loading them recorded no tag that begins so (and no query named it either)."""
    from presswerk.bake import middleware

    real = middleware.Page  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:

        def page(**fields):
            left = frozenset(tag for tag in fields.pop("tags") if not tag.startswith(prefix))
            return real(tags=left, **fields)

        patch.setattr(middleware, "Page", page)
        yield


@contextmanager
def unexpired() -> Iterator[None]:
    """Fronts as if nobody said when a pin ends."""
    from presswerk import bake

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bake, "expires", lambda moment: None)
        yield


MUTATIONS: dict[str, tuple[Callable, Steps]] = {
    "pages without the column title": (
        partial(declared, "wagtailcore_page", columns=("live", "url_path")),
        [("update_rows", 1, 0, 7)],
    ),
    "articles without a trigger": (
        partial(declared, "newsroom_articlepage", tags=(), derived=()),
        [("update_rows", 1, 0, 0)],
    ),
    "credits without a trigger": (partial(declared, "newsroom_credit", tags=()), [("update_rows", 1, 1, 4)]),
    "corrections without a trigger": (
        partial(declared, "newsroom_correction", tags=()),
        [("update_rows", 1, 0, 6)],
    ),
    "authors without a trigger": (
        partial(declared, "newsroom_authorprofile", tags=(), derived=()),
        [("update_rows", 1, 0, 5)],
    ),
    "menu items without a trigger": (
        partial(declared, "newsroom_menuitem", derived=()),
        [("edit_menu", 0, 0, 4)],
    ),
    "documents without a trigger": (
        partial(declared, "newsroom_document", tags=()),
        [("edit_document", 0, 0, 1)],
    ),
    "stored sizes without a trigger": (
        partial(declared, "newsroom_rendition", tags=()),
        [("edit_picture", 2, 1, 1)],
    ),
    "shown pictures without a trigger": (
        partial(declared, "newsroom_shownpicture", tags=()),
        [("rewrite", 2, 2, 1)],
    ),
    "files that depend on no page": (
        partial(unsaid, "page:"),
        [("update_rows", 2, 0, 1)],
    ),
    "redirects without a trigger": (
        partial(declared, "wagtailredirects_redirect", tags=()),
        [("enter_redirect", 0, 1, 2), ("enter_redirect", 0, 1, 1)],
    ),
    "lists that do not name themselves": (partial(unsaid, "list:"), [("write", 0, 0, 1)]),
    "sections that do not name themselves": (partial(unsaid, "sections"), [("new_section", 0, 0, 2)]),
    "translations that do not name themselves": (
        partial(unsaid, "translations:"),
        [("link_translation", 0, 2, 1)],
    ),
    "restrictions that do not name themselves": (partial(unsaid, "privacy"), [("close_and_open", 1, 0, 1)]),
    "the archive that does not name itself": (partial(unsaid, "archive:"), [("write", 0, 0, 1)]),
    "topics whose loading says nothing": (partial(unloaded, "topic:"), [("edit_topic", 0, 0, 2)]),
    "authors whose loading says nothing": (partial(unloaded, "author:"), [("edit_author", 0, 0, 4)]),
    "settings that say nothing": (partial(unloaded, "paper"), [("edit_settings", 0, 0, 0)]),
    "share pictures without a trigger": (
        partial(declared, "syndication_sharecard", tags=()),
        [("make_card", 0, 0, 1)],
    ),
    "icons without a trigger": (
        partial(declared, "syndication_papericon", tags=()),
        [("make_icons", 0, 1, 1)],
    ),
    "corrections that no list hears of": (
        partial(unsaid, "corrections"),
        [("correct", 0, 0, 0), ("correct", 1, 0, 0)],
    ),
    "pins whose end nobody tells": (unexpired, [("pin", 4, 1, 3), ("wait", 2, 0, 0)]),
    "comments without a trigger": (
        partial(declared, "comments_comment", derived=()),
        [("comment_approved", 0, 0, 0), ("comments_updated", 0, 0, 0)],
    ),
    "comments whose going is no hard purge": (
        partial(declared, "comments_comment", vanishes=None),
        [("comment_approved", 0, 0, 0), ("comment_withdrawn", 0, 1, 0)],
    ),
    "debates that do not name themselves": (
        partial(unsaid, "debate:"),
        [("comment_approved", 0, 0, 0), ("comments_updated", 0, 0, 0)],
    ),
    "rules of debates without a trigger": (
        partial(declared, "comments_debaterules", derived=()),
        [("debate_closed", 0, 0, 1)],
    ),
    "house rules without a trigger": (
        partial(declared, "comments_law_houserules", derived=()),
        [("house_rules_changed", 1, 0, 0)],
    ),
    "settings of the law that do not name themselves": (
        partial(unsaid, "comment-settings"),
        [("comment_settings_changed", 0, 1, 0)],
    ),
}


@pytest.mark.parametrize("name", list(MUTATIONS))
def test_a_tag_less_is_found(copies, name):
    from tests.bake.property.machine import Sequence

    mutation, steps = MUTATIONS[name]
    sequence = Sequence(copies, nodes=1, mutation=mutation)
    try:
        with pytest.raises(AssertionError, match=r"shows an old|which nobody may see|may be had by nobody"):
            sequence.make(steps)
    finally:
        sequence.close()


def test_nothing_is_found_with_all_tags(copies):
    from tests.bake.property.machine import Sequence

    sequence = Sequence(copies, nodes=1)
    try:
        for _mutation, steps in MUTATIONS.values():
            sequence.make(steps)
    finally:
        sequence.close()

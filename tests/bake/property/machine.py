"""A sequence of random edits, and what must hold after each."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from wagtail.models import Page

from presswerk.newsroom import pictures, queries
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries import archive, articles, fronts, listing
from tests.bake.property.clock import TurnedClock
from tests.bake.property.comment_edits import small_debates
from tests.bake.property.edits import EDITS, Desk
from tests.bake.property.newspaper import Copies
from tests.bake.property.readers import Readers

numbers = st.integers(0, 11)


class Sequence:
    """A copy of the newspaper, its nodes, and the edits that were made in it."""

    def __init__(
        self, copies: Copies, nodes: int, mutation: Callable[[], AbstractContextManager] = nullcontext
    ) -> None:
        """`mutation` is entered when the database is there and no page is rendered yet."""
        self._patch = pytest.MonkeyPatch()
        self._folder = TemporaryDirectory(prefix="presswerk-edits-")
        folder = Path(self._folder.name)
        small_lists(self._patch)
        small_debates(self._patch)
        self._copy = copies.one()
        self._copy.__enter__()
        self._mutation = mutation()
        self._mutation.__enter__()
        self.desk = Desk(TurnedClock(self._patch), folder)
        self.readers = Readers(folder, nodes)
        self.desk.words |= dict(ArticlePage.objects.values_list("lead", "pk"))
        self.was_shown: set[str] = set()
        self.check("the start")

    def edit(self, kind: str, a: int = 0, b: int = 0, c: int = 0) -> None:
        """Make one edit, then look at every page."""
        EDITS[kind](self.desk, a, b, c)
        self.check(f"{kind}({a}, {b}, {c})")

    def make(self, steps: list[tuple[str, int, int, int]]) -> None:
        """Make one edit after the other."""
        for kind, a, b, c in steps:
            self.edit(kind, a, b, c)

    def check(self, after: str) -> None:
        """Every stored page is as a fresh rendering, and none holds what nobody may see."""
        self.readers.check(after)
        hidden = self._hidden_words()
        for address, body in self.readers.bodies():
            found = [word for word in hidden if word.encode() in body]
            assert not found, f"{address} holds {found}, which nobody may see, after {after}"

    def _hidden_words(self) -> set[str]:
        """Words of drafts that were never public, and all words of articles that nobody may read now."""
        closed = list(Page.objects.filter(view_restrictions__isnull=False).values_list("path", flat=True))
        live = ArticlePage.objects.filter(live=True).values_list("pk", "path", "lead")
        public = {pk: lead for pk, path, lead in live if not any(path.startswith(one) for one in closed)}
        self.was_shown.update(public.values())
        words = self.desk.words.items()
        return {word for word, pk in words if pk not in public or word not in self.was_shown}

    def close(self) -> None:
        """Put everything back."""
        sys.stderr.write(f"{self.readers.compared} stored pages compared, {self.readers.rendered} rendered\n")
        self._mutation.__exit__(None, None, None)
        self._copy.__exit__(None, None, None)
        self._patch.undo()
        self._folder.cleanup()


def small_lists(patch: pytest.MonkeyPatch) -> None:
    """Let lists end after a few articles, so that what joins one pushes something else out."""
    newest = listing.newest.__wrapped__  # type: ignore[attr-defined]
    patch.setattr(newest, "__kwdefaults__", newest.__kwdefaults__ | {"most": 3})
    for module in (queries, listing, archive):
        patch.setattr(module, "PAGE_SIZE", 3)
    patch.setattr(articles.newest_of_same_section, "__kwdefaults__", {"before": None, "most": 2})
    for name, size in {"SECONDARY": 1, "RIVER": 2, "BAND": 2}.items():
        patch.setattr(fronts, name, size)
    patch.setattr(pictures, "_asked", set(range(10_000)))  # no job because a page lacked a size


def machine_for(copies: Copies, nodes: int) -> type[RuleBasedStateMachine]:
    """The machine that Hypothesis drives, over copies of this newspaper."""

    class Edits(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.sequence = Sequence(copies, nodes)

        @rule(kind=st.sampled_from(list(EDITS)), a=numbers, b=numbers, c=numbers)
        def edit(self, kind: str, a: int, b: int, c: int) -> None:
            self.sequence.edit(kind, a, b, c)

        def teardown(self) -> None:
            self.sequence.close()

    return Edits

"""A sequence of random edits, and what must hold after each."""

import json
import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from wagtail.models import Page

from presswerk.comments.models import Comment, State
from presswerk.newsroom import pictures, queries
from presswerk.newsroom.models import (
    ArticlePage,
    AuthorProfile,
    EmbedStill,
    PlainPage,
    Rendition,
    SiteSettings,
)
from presswerk.newsroom.queries import archive, articles, fronts, listing
from tests.bake.property import comment_screens, law_edits, screens  # noqa: F401  their edits are drawn too
from tests.bake.property.clock import TurnedClock
from tests.bake.property.comment_edits import small_debates
from tests.bake.property.edits import EDITS, Desk
from tests.bake.property.newspaper import Copies
from tests.bake.property.readers import Readers

numbers = st.integers(0, 11)
_IN_BODY = re.compile(r'"(?:picture|poster)": (\d+)')


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
        unchanged = mutation is nullcontext
        self.readers = Readers(folder, nodes, copies.start if unchanged else None)
        self.desk.words |= dict(ArticlePage.objects.values_list("lead", "pk"))
        self.was_shown: set[str] = set()
        self.edits = 0
        self.check("the start")
        if unchanged and copies.start is None:
            copies.start = self.readers.start(copies.folder / "start")

    def edit(self, kind: str, a: int = 0, b: int = 0, c: int = 0) -> None:
        """Make one edit, then look at every page."""
        EDITS[kind](self.desk, a, b, c)
        self.edits += 1
        self.check(f"{kind}({a}, {b}, {c})")

    def make(self, steps: list[tuple[str, int, int, int]]) -> None:
        """Make one edit after the other."""
        for kind, a, b, c in steps:
            self.edit(kind, a, b, c)

    def end(self) -> None:
        """Look at every page once more, each by a rendering of its own."""
        self.check("the end", render_all=True)

    def check(self, after: str, render_all: bool = False) -> None:
        """Every stored page is as a fresh rendering, and none holds what nobody may see.

        The latter as soon as the log is applied: it is not left to the next rendering of a page.
        """
        self.readers.apply()
        hidden, closed = self._hidden_words(), self._closed_files()
        self._check_hidden(hidden, closed, f"{after} and before any rendering")
        self.readers.is_index_true = self.desk.is_index_true
        self.readers.check(after, self.desk.clock.ahead, render_all)
        self._check_hidden(hidden, closed, after)

    def _check_hidden(self, hidden: set[str], closed: set[str], after: str) -> None:
        for address, body in self.readers.bodies():
            assert address.path not in closed, f"{address} may be had by nobody, after {after}"
            found = [word for word in hidden if word.encode() in body]
            assert not found, f"{address} holds {found}, which nobody may see, after {after}"

    def _hidden_words(self) -> set[str]:
        """Words of drafts that were never public, and all words of articles that nobody may read now.

        And of comments that are not published, or stand below such an article.
        """
        closed = list(Page.objects.filter(view_restrictions__isnull=False).values_list("path", flat=True))
        live = ArticlePage.objects.filter(live=True).values_list("pk", "path", "lead")
        public = {pk: lead for pk, path, lead in live if not any(path.startswith(one) for one in closed)}
        shown = set(public.values())  # a public copy may say what its original may not
        self.was_shown |= shown
        words = ((word, pk) for word, pk in self.desk.words.items() if word not in shown)
        of_articles = {word for word, pk in words if pk not in public or word not in self.was_shown}
        comments = Comment.objects.exclude(text="").values_list("text", "state", "article_id")
        return of_articles | {
            text.split()[0] for text, state, pk in comments if state != State.PUBLISHED or pk not in public
        }

    def _closed_files(self) -> set[str]:
        """The files of all pictures that nothing public shows, found without what keeps count of that."""
        closed = list(Page.objects.filter(view_restrictions__isnull=False).values_list("path", flat=True))
        shown: set[int | None] = set()
        for model in (ArticlePage, PlainPage):
            for page in model.objects.filter(live=True):
                if not any(page.path.startswith(one) for one in closed):
                    shown |= set(map(int, _IN_BODY.findall(json.dumps(list(page.body.raw_data)))))
                    shown.add(getattr(page, "lead_picture_id", None))
        shown |= set(AuthorProfile.objects.values_list("portrait_id", flat=True))
        shown |= set(EmbedStill.objects.values_list("picture_id", flat=True))
        for logos in SiteSettings.objects.values_list("logo_id", "logo_dark_id"):
            shown |= set(logos)
        rows = Rendition.objects.values_list("image_id", "file")
        return {f"/media/{file}" for picture, file in rows if picture not in shown}

    def close(self) -> None:
        """Put everything back."""
        readers = self.readers
        sys.stderr.write(
            f"{self.edits} edits: {readers.compared} stored pages compared, {readers.rendered} rendered,"
            f" {readers.rendered_anew} rendered anew\n"
        )
        readers.close()
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


@dataclass
class Tally:
    """What was done in all sequences of a run."""

    sequences: int = 0
    edits: int = 0
    compared: int = 0
    rendered: int = 0
    rendered_anew: int = 0

    def add(self, sequence: Sequence) -> None:
        """Count a sequence in."""
        self.sequences += 1
        self.edits += sequence.edits
        self.compared += sequence.readers.compared
        self.rendered += sequence.readers.rendered
        self.rendered_anew += sequence.readers.rendered_anew


def machine_for(copies: Copies, nodes: int, tally: Tally) -> type[RuleBasedStateMachine]:
    """The machine that Hypothesis drives, over copies of this newspaper."""

    class Edits(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.sequence = Sequence(copies, nodes)
            self.has_failed = False

        @rule(kind=st.sampled_from(list(EDITS)), a=numbers, b=numbers, c=numbers)
        def edit(self, kind: str, a: int, b: int, c: int) -> None:
            self.has_failed = True
            self.sequence.edit(kind, a, b, c)
            self.has_failed = False

        def teardown(self) -> None:
            try:
                if not self.has_failed:
                    self.sequence.end()
            finally:
                tally.add(self.sequence)
                self.sequence.close()

    return Edits

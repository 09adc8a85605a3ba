"""The comments' tables that readers' pages are made of. See `presswerk.bake.tracking`.

debate:<article>          a comment appeared, changed or went: the pages of this debate, at once
debate-votes:<article>    votes were added up (`bake.changed` by the job, soft)
comments:<article>        the number of comments, where it stands elsewhere (soft)
debate-rules:…            whether and how the form is shown
"""

from presswerk import bake
from presswerk.bake import Derived, Tracked

_SHOWN = (
    "article_id", "path", "author_name", "author_url", "by_author", "staff_id", "html", "shows_text",
    "is_visible", "is_pick", "published_at", "edited_at", "edited_by_desk", "state",
)  # fmt: skip


def declare() -> None:
    """Called once when Django starts."""
    bake.track(
        Tracked(
            "comments_comment",
            (),
            columns=_SHOWN,
            vanishes="shows_text",
            loads=False,
            derived=(
                # What waits on the desk is on no page.
                Derived("'debate:' || {row}.article_id", "{row}.is_visible", is_expression=True),
            ),
        ),
        Tracked(
            "comments_debate", ("comments:{article_id}",), columns=("comments",), strength="soft", loads=False
        ),
        Tracked(
            "comments_debaterules",
            (),
            loads=False,
            derived=(
                Derived("'debate-rules:article:' || {row}.article_id", is_expression=True),
                Derived("'debate-rules:section:' || {row}.section_id", is_expression=True),
                Derived("debate-rules", "{row}.article_id IS NULL AND {row}.section_id IS NULL"),
            ),
        ),
    )

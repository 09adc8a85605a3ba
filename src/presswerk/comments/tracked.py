"""The comments' tables that readers' pages are made of. See `presswerk.bake.tracking`.

debate:<article>          a comment appeared, changed or went: the pages of this debate, at once; softly
                          where one after the other appears
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
_IN_A_CROWD = (
    "EXISTS (SELECT 1 FROM comments_debate WHERE comments_debate.article_id = {row}.article_id"
    " AND comments_debate.crowded_until > {row}.submitted_at)"
)


def declare() -> None:
    """Called once when Django starts."""
    bake.track(
        Tracked(
            "comments_comment",
            (),
            columns=_SHOWN,
            vanishes="shows_text",
            soft_when=_IN_A_CROWD,
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

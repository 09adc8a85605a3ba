"""A text before it is a comment: what was sent, and what is known about how it came."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presswerk.accounts.models import User
    from presswerk.comments.models import Comment
    from presswerk.comments.queries.kept_articles import Stamp
    from presswerk.newsroom.models import ArticlePage


@dataclass(frozen=True)
class Draft:
    """What checks, the filter and `actions.submitting` look at."""

    article: "ArticlePage"
    parent: "Comment | None"
    name: str
    email: str
    text: str
    """As typed, with line ends as LF."""
    url: str = ""
    language: str = "de"
    address: str = ""
    """The client's whole address; it is never stored."""
    at: datetime | None = None
    seconds_to_fill: float | None = None
    honeypot_filled: bool = False
    proof: bool | None = None
    wants_replies: bool = False
    staff: "User | None" = None
    comment_id: int | None = None
    """Of the comment that is being edited; None for a new one."""
    stamp: "Stamp | None" = None
    """What the article was like when it was read, where it was not read for this draft."""

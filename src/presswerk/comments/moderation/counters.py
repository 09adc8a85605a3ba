"""How much there is to do: counted up to a bound, for screens that ask every few seconds."""

from dataclasses import dataclass

from django.db.models import QuerySet

from presswerk.comments.models import Comment
from presswerk.comments.moderation.queue import Narrowing, queue

MOST = 999


@dataclass(frozen=True)
class Counted:
    """A number, or "more than"."""

    number: int

    def __str__(self) -> str:
        return f"{MOST}+" if self.number > MOST else str(self.number)


def counted(found: QuerySet[Comment]) -> Counted:
    """Up to MOST; the database looks at no more rows than that. One query."""
    return Counted(found.order_by()[: MOST + 1].count())


def counts() -> dict[str, Counted]:
    """What waits, what is reported, what nobody has read yet. Three queries."""
    return {state: counted(queue(Narrowing(state=state))) for state in ("waiting", "reported", "unread")}

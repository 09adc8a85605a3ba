"""Who has which comment before them: a claim is a row taken in one statement, so two never get the same."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from presswerk.accounts.models import User
from presswerk.comments.models import Comment
from presswerk.comments.moderation.models import Claim

LASTS = timedelta(minutes=10)
"""A moderator's screen extends it as long as it stands open with its script; without, this is the time."""
_AT_ONCE = 10
_ROUNDS = 20

_TAKE = """
INSERT INTO moderation_claim (comment_id, user_id, until) VALUES (%s, %s, %s)
ON CONFLICT (comment_id) DO UPDATE SET user_id = excluded.user_id, until = excluded.until
WHERE moderation_claim.user_id = excluded.user_id OR moderation_claim.until <= %s
"""


def claim_next(user: User, queue: QuerySet[Comment]) -> int | None:
    """Take the first of the queue that nobody else has before them; None when there is none.

    The queue MUST be ordered and say by itself what belongs to it. Those that others are just taking are
    passed over; what was decided between looking and taking is given back.
    """
    with transaction.atomic():
        for _round in range(_ROUNDS):
            now = timezone.now()
            found = list(free(queue, user, now).values_list("pk", flat=True)[:_AT_ONCE])
            for pk in found:
                if take(user, pk, now):
                    if queue.filter(pk=pk).exists():
                        return pk
                    release(user, pk)
            if len(found) < _AT_ONCE:
                return None
    return None


def free(queue: QuerySet[Comment], user: User, now: datetime) -> QuerySet[Comment]:
    """Those of the queue that no other moderator has before them."""
    of_others = Claim.objects.filter(comment_id=OuterRef("pk"), until__gt=now).exclude(user_id=user.pk)
    return queue.filter(~Exists(of_others))


def take(user: User, comment_id: int, now: datetime | None = None) -> bool:
    """Claim this comment, or extend the own claim; False when somebody else has it."""
    now = now or timezone.now()
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [comment_id, user.pk, adapt(now + LASTS), adapt(now)])
        return cursor.rowcount == 1


def release(user: User, comment_id: int) -> None:
    """Give a comment back to the queue."""
    Claim.objects.filter(comment_id=comment_id, user_id=user.pk).delete()


def settle(comment_id: int) -> None:
    """Nobody needs to claim it any more."""
    Claim.objects.filter(comment_id=comment_id).delete()


def delete_over() -> int:
    """Delete the claims that are over; how many."""
    return Claim.objects.filter(until__lt=timezone.now() - LASTS).delete()[0]

"""Votes: one row when somebody votes, added up by a job, so that a vote renders no page anew by itself."""

import math
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q

from presswerk import bake
from presswerk.accounts import limits
from presswerk.comments import hashing
from presswerk.comments.models import Comment, Vote

BATCH = 1000
PER_NETWORK = limits.Rule("comments-votes", 60, timedelta(minutes=10))
_Z = 1.96
"""Of the normal distribution, for 95 %."""


def vote(comment: Comment, address: str, *, is_helpful: bool) -> None:
    """Note what one reader finds; voting again changes the mind. Raises accounts.limits.LimitReached.

    The reader is the keyed hash of the whole address and the comment: nobody can tell from two votes whether
    they are one person's.
    """
    voter = hashing.keyed("vote", address, str(comment.pk))
    with transaction.atomic():
        limits.consume([limits.Count(PER_NETWORK, hashing.network_of(address))])
        Vote.objects.update_or_create(
            comment=comment, voter=voter, defaults={"is_helpful": is_helpful, "is_counted": False}
        )


def count_votes() -> int:
    """Add up what came in since the last time; how many comments have other numbers now."""
    total = 0
    while True:
        with transaction.atomic():
            new = list(Vote.objects.filter(is_counted=False).values_list("pk", "comment_id")[:BATCH])
            if not new:
                return total
            # Marked before they are counted: a vote that changes meanwhile is marked as new again.
            Vote.objects.filter(pk__in=[pk for pk, _comment in new]).update(is_counted=True)
            total += _add_up({comment for _pk, comment in new})


def _add_up(comments: set[int]) -> int:
    sums = (
        Vote.objects.filter(comment_id__in=comments)
        .values("comment_id")
        .annotate(helpful=Count("pk", filter=Q(is_helpful=True)), of=Count("pk"))
    )
    counted = {row["comment_id"]: (row["helpful"], row["of"]) for row in sums}
    changed = []
    articles = set()
    for comment in Comment.objects.filter(pk__in=comments).only(
        "helpful", "unhelpful", "article_id", "is_visible"
    ):
        helpful, of = counted.get(comment.pk, (0, 0))
        if (helpful, of - helpful) == (comment.helpful, comment.unhelpful):
            continue
        comment.helpful, comment.unhelpful, comment.score = helpful, of - helpful, wilson(helpful, of)
        changed.append(comment)
        articles.add(comment.article_id)
    Comment.objects.bulk_update(changed, ["helpful", "unhelpful", "score"])
    bake.changed(*(f"debate-votes:{article}" for article in articles), strength="soft")
    return len(changed)


def wilson(helpful: int, of: int) -> float:
    """Lower bound of the Wilson score interval at 95 % (Wilson, JASA 22, 1927); 0 without votes.

    >>> round(wilson(1, 1), 3), round(wilson(90, 100), 3), round(wilson(0, 5), 3)
    (0.207, 0.826, 0.0)
    """
    if not of:
        return 0.0
    share, z2 = helpful / of, _Z * _Z
    spread = _Z * math.sqrt((share * (1 - share) + z2 / (4 * of)) / of)
    return max(0.0, (share + z2 / (2 * of) - spread) / (1 + z2 / of))

"""Proof of work (ALTCHA, version 1 of its protocol: SHA-256): when it is asked for, made and checked.

The library is wrapped here and nowhere else, because its interface changes between versions.
"""

from datetime import datetime, timedelta
from typing import Any

from altcha.v1 import ChallengeOptions, create_challenge, verify_solution

from presswerk import conf
from presswerk.accounts import limits
from presswerk.comments import hashing
from presswerk.comments.models import Comment, Debate

MOST_WORK = 60_000
"""The largest number that may have to be tried: about a second of a telephone's work."""
GOOD_FOR = timedelta(minutes=20)
ATTACK_LASTS = timedelta(minutes=30)
ON_SITE_A_MINUTE = 300
"""Comments on the whole site within a minute from which everybody is asked."""
USE = "comments-proof"
_ONCE = limits.Rule(USE, 1, GOOD_FOR + timedelta(minutes=1))


def is_asked(article_id: int, now: datetime) -> bool:
    """Whether who comments on this article must do the work now. At most two queries."""
    when = conf.current().comments_proof
    if when != "auto":
        return when == "always"
    until = Debate.objects.filter(pk=article_id).values_list("attack_until", flat=True).first()
    return (until is not None and until > now) or _is_attacked(article_id, now)


def _is_attacked(article_id: int, now: datetime) -> bool:
    """By the rate of the last minute; the answer is kept for a while, so that an attack in waves is one."""
    # The index of comments younger than a day; bounded, so that a flood does not make asking dear.
    recent = Comment.objects.filter(submitted_at__gte=now - timedelta(minutes=1), fingerprint__isnull=False)
    articles = list(recent.order_by("-submitted_at").values_list("article_id", flat=True)[:ON_SITE_A_MINUTE])
    most = max(1, conf.current().comments_per_article // 4)
    if len(articles) < ON_SITE_A_MINUTE and articles.count(article_id) < most:
        return False
    Debate.objects.update_or_create(pk=article_id, defaults={"attack_until": now + ATTACK_LASTS})
    return True


def challenge(now: datetime) -> dict[str, Any]:
    """What the worker in the reader's browser solves."""
    made = create_challenge(
        ChallengeOptions(algorithm="SHA-256", max_number=MOST_WORK, hmac_key=_key(), expires=now + GOOD_FOR)
    )
    return made.to_dict()


def is_solved(solution: str) -> bool:
    """Whether this is a solution of a challenge of ours that has not expired. Never raises on odd input."""
    if not solution or len(solution) > 2000:
        return False
    try:
        solved, _why = verify_solution(solution, _key(), check_expires=True)
    except Exception:  # the library lets through what base64, JSON and its own reading raise
        return False
    return bool(solved)


def use_of(solution: str) -> limits.Count:
    """What counts a solution's one use, in the transaction of its comment."""
    return limits.Count(_ONCE, hashing.keyed("proof", solution))


def _key() -> str:
    return hashing.keyed("altcha")

"""Taking a comment in: from a draft to a row that is on the disk before anybody is told so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from presswerk import conf
from presswerk.accounts import limits
from presswerk.comments import hashing, names, proof, rules, seams
from presswerk.comments.actions import judging, storing
from presswerk.comments.actions.judging import Judged
from presswerk.comments.actions.storing import Ready
from presswerk.comments.draft import Draft
from presswerk.comments.models import Comment
from presswerk.comments.refused import Refused
from presswerk.comments.rules import Rules
from presswerk.comments.taming import tame, tame_line
from presswerk.comments.together import Together
from presswerk.newsroom.prepared import prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

ONE_FOR = timedelta(days=1)
"""For so long the same text of the same person below the same comment is one comment."""
CROWD_A_MINUTE = 30
"""From so many on, a debate's pages are purged softly: rendered without pause, they would be for nobody."""
MOST_TOGETHER = 8
_OF_ARTICLE = 1


@dataclass(frozen=True)
class Submitted:
    """A comment that is stored for good."""

    comment: Comment
    is_new: bool
    """False when the same text had been sent before: nothing was stored a second time."""
    findings: list[dict[str, Any]]
    """Why it waits, as in `Comment.held_for`."""


@dataclass(frozen=True)
class _Asked:
    """A draft that a form could not refuse."""

    draft: Draft
    in_force: Rules
    fingerprint: str
    counts: list[limits.Count]


_Answer = Submitted | Exception


def submit(draft: Draft, *, solution: str = "") -> Submitted:
    """Store a draft and decide on it. It is committed (synchronous) when this returns. Raises Refused.

    The same text sent again within a day gives the comment that is there. `solution` is the proof of work
    that `draft.proof` says was done; it counts once. Drafts that come at the same moment are stored in one
    transaction; one that comes within a transaction is stored in that one.
    """
    draft = _tamed(draft)
    in_force = rules.of_this_request(draft.article)
    _check_form(draft, in_force)
    fingerprint = hashing.fingerprint(
        draft.article.pk,
        draft.parent.pk if draft.parent else None,
        draft.email,
        hashing.network_of(draft.address),
        draft.text,
    )
    asked = _Asked(draft, in_force, fingerprint, _counts(draft, in_force, solution))
    answer = _take([asked])[0] if connection.in_atomic_block else _together(asked)
    if isinstance(answer, Exception):
        raise answer
    return answer


def judge_anew(draft: Draft, in_force: Rules) -> Judged:
    """What would become of the changed text of a comment that is there. Raises Refused."""
    draft = _tamed(draft)
    _check_length(draft, in_force)
    return judging.judge(draft, in_force)


def _tamed(draft: Draft) -> Draft:
    return replace(
        draft,
        name=tame_line(draft.name),
        email=hashing.normal_email(draft.email),
        text=draft.text.replace("\r\n", "\n"),
        url=draft.url.strip(),
        at=draft.at or timezone.now(),
    )


def _check_form(draft: Draft, in_force: Rules) -> None:
    """What a form can say at once, without looking at what the text means."""
    assert draft.at is not None
    if draft.staff is None and not in_force.is_open(draft.at):
        raise Refused("closed")
    if draft.parent is not None and (
        draft.parent.article_id != draft.article.pk or not draft.parent.is_visible
    ):
        raise Refused("parent_gone")
    _check_length(draft, in_force)
    if draft.staff is None and names.is_like_staff(draft.name):
        raise Refused("name_of_staff")


def _check_length(draft: Draft, in_force: Rules) -> None:
    length = len(tame(draft.text))
    if length < in_force.shortest:
        raise Refused("too_short", {"shortest": in_force.shortest})
    if length > in_force.longest:
        raise Refused("too_long", {"longest": in_force.longest, "length": length})


def _counts(draft: Draft, in_force: Rules, solution: str) -> list[limits.Count]:
    """What the comment counts against, the article second; nothing for staff."""
    if draft.staff is not None:
        return []
    settings = conf.current()
    counts = [
        limits.Count(
            limits.Rule("comments-network", settings.comments_per_network, timedelta(minutes=10)),
            hashing.network_of(draft.address),
        ),
        limits.Count(
            limits.Rule("comments-article", settings.comments_per_article, timedelta(minutes=1)),
            str(draft.article.pk),
        ),
    ]
    if in_force.slow_seconds:
        slow = limits.Rule("comments-slow", 1, timedelta(seconds=in_force.slow_seconds))
        counts.append(limits.Count(slow, f"{draft.article.pk} {hashing.of_email(draft.email)}"))
    if draft.proof:
        counts.append(proof.use_of(solution))
    return counts


# Together --------------------------------------------------------------------------------


def _take(many: Sequence[_Asked]) -> list[_Answer]:
    """What each is given: the comment that was stored, or what it is refused with."""
    answers: dict[int, _Answer] = {}
    ready: dict[int, Ready] = {}
    within = _within_limits(many, _not_sent_before(many, answers), answers)
    findings = seams.findings_among(
        [asked.draft if index in within else None for index, asked in enumerate(many)]
    )
    for index, attempts in within.items():
        asked = many[index]
        try:
            judged = judging.judge_by(asked.draft, asked.in_force, findings(index))
            # Made before the transaction, which holds SQLite's one lock for writing.
            comment = storing.made_of(asked.draft, judged, asked.fingerprint)
        except Exception as error:
            answers[index] = error
            continue
        is_crowded = len(attempts) > _OF_ARTICLE and attempts[_OF_ARTICLE] >= CROWD_A_MINUTE
        ready[index] = Ready(asked.draft, judged, comment, asked.counts, is_crowded)
    answers |= _stored(ready)
    # Twins within the company: the first of them has its answer now.
    return [answers[index] if index in answers else _take([asked])[0] for index, asked in enumerate(many)]


_together: Together[_Asked, _Answer] = Together(_take, MOST_TOGETHER)


def _not_sent_before(many: Sequence[_Asked], answers: dict[int, _Answer]) -> list[int]:
    """The places of those that are new, each text once; the others get their answers."""
    known = {found[0]: found[1:] for found in _with_fingerprints(*(asked.fingerprint for asked in many))}
    new: dict[str, int] = {}
    for index, asked in enumerate(many):
        before = _still_one(asked, *known[asked.fingerprint]) if asked.fingerprint in known else None
        if before is not None:
            answers[index] = Submitted(before, False, before.held_for)
        else:
            new.setdefault(asked.fingerprint, index)
    return list(new.values())


@prepared
def _with_fingerprints(*fingerprints: str) -> "QuerySet[Comment, tuple[str | None, int, datetime]]":
    found = Comment.objects.filter(fingerprint__in=fingerprints).order_by()
    return found.values_list("fingerprint", "pk", "submitted_at")


def _still_one(asked: _Asked, pk: int, submitted_at: datetime) -> Comment | None:
    assert asked.draft.at is not None
    if submitted_at > asked.draft.at - ONE_FOR:
        return Comment.objects.filter(pk=pk).first()
    # A job empties old ones once a day; until it has run, this one stands in the way.
    Comment.objects.filter(pk=pk, fingerprint=asked.fingerprint).update(fingerprint=None)
    return None


def _within_limits(
    many: Sequence[_Asked], places: Sequence[int], answers: dict[int, _Answer]
) -> dict[int, list[int]]:
    """By place the attempts so far of those that may go on; the others get their answers."""
    within: dict[int, list[int]] = {}
    seen = limits.look_at_each([many[index].counts for index in places])
    for index, attempts in zip(places, seen, strict=True):
        if isinstance(attempts, limits.LimitReached):
            answers[index] = _refused(attempts)
        else:
            within[index] = attempts
    return within


def _refused(reached: limits.LimitReached) -> Refused:
    if reached.rule.name == proof.USE:
        return Refused("proof_used")
    code = {"comments-slow": "slow_mode", "comments-article": "crowded"}.get(reached.rule.name, "too_fast")
    return Refused(code, until=reached.until)


def _stored(ready: dict[int, Ready]) -> dict[int, _Answer]:
    """All in one transaction; where one of them cannot be stored, each in its own."""
    if len(ready) > 1:
        try:
            with transaction.atomic():
                storing.store(list(ready.values()))
        except OperationalError:
            raise  # the database is away or busy, and would be so for each of them
        except Exception:
            for one in ready.values():
                one.comment.pk = None
        else:
            return {index: _stored_well(one) for index, one in ready.items()}
    return {index: _stored_alone(one) for index, one in ready.items()}


def _stored_alone(one: Ready) -> _Answer:
    try:
        with transaction.atomic():
            storing.store([one])
    except limits.LimitReached as reached:
        return _refused(reached)
    except IntegrityError as error:
        # The same text, sent twice at the same moment: the other one was first.
        before = Comment.objects.filter(fingerprint=one.comment.fingerprint).first()
        return Submitted(before, False, before.held_for) if before is not None else error
    except Exception as error:
        return error
    return _stored_well(one)


def _stored_well(one: Ready) -> Submitted:
    return Submitted(one.comment, True, one.judged.reasons)

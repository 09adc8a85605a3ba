"""Taking a comment in: from a draft to a row that is on the disk before anybody is told so."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
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
from presswerk.comments.queries import kept_articles
from presswerk.comments.refused import Refused, Stale
from presswerk.comments.rules import Rules
from presswerk.comments.taming import tame, tame_line
from presswerk.comments.together import Together
from presswerk.newsroom import memo
from presswerk.newsroom.prepared import prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

ONE_FOR = timedelta(days=1)
"""For so long the same text of the same person below the same comment is one comment."""
CROWD_A_MINUTE = 30
"""From so many on, a debate's pages are purged softly: rendered without pause, they would be for nobody."""
MOST_TOGETHER = 12
_OF_ARTICLE = 1


@dataclass(frozen=True)
class Submitted:
    """A comment that is stored for good."""

    comment: Comment
    is_new: bool
    """False when the same text had been sent before: nothing was stored a second time."""
    findings: list[dict[str, Any]]
    """Why it waits, as in `Comment.held_for`."""


_Answer = Submitted | Exception


@dataclass
class _Asked:
    """A draft on its way to the disk: what has been found out about it, and its answer."""

    draft: Draft
    fingerprint: str
    solution: str
    in_force: Rules = rules.DEFAULTS
    counts: list[limits.Count] = field(default_factory=list)
    attempts: list[int] = field(default_factory=list)
    ready: Ready | None = None
    answer: _Answer | None = None


def submit(draft: Draft, *, solution: str = "") -> Submitted:
    """Store a draft and decide on it. It is committed (synchronous) when this returns. Raises Refused.

    The same text sent again within a day gives the comment that is there. `solution` is the proof of work
    that `draft.proof` says was done; it counts once. Drafts that come at the same moment are stored in one
    transaction; one that comes within a transaction is stored in that one. Raises Stale for a draft whose
    article was read before, and has changed since.
    """
    draft = _tamed(draft)
    fingerprint = hashing.fingerprint(
        draft.article.pk,
        draft.parent.pk if draft.parent else None,
        draft.email,
        hashing.network_of(draft.address),
        draft.text,
    )
    asked = _Asked(draft, fingerprint, solution)
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
    with memo.one_request():
        for step in (_look_at_articles, _apply_rules, _look_for_repeats, _look_at_limits):
            step([asked for asked in many if asked.answer is None])
        # Of twins in one company the first goes on, and is there when the others look once more.
        first = {asked.fingerprint: asked for asked in reversed(many) if asked.answer is None}
        company = [asked for asked in many if first.get(asked.fingerprint) is asked]
        _judge(company)
        _store([asked for asked in company if asked.answer is None])
    return [asked.answer or _take([asked])[0] for asked in many]


_together: Together[_Asked, _Answer] = Together(_take, MOST_TOGETHER)


def _look_at_articles(many: Sequence[_Asked]) -> None:
    """Those that were not read for this draft are looked at once more."""
    read_before = [asked for asked in many if asked.draft.stamp is not None]
    now = kept_articles.stamps([asked.draft.article.pk for asked in read_before]) if read_before else {}
    for asked in read_before:
        if now.get(asked.draft.article.pk) != asked.draft.stamp:
            asked.answer = Stale()


def _apply_rules(many: Sequence[_Asked]) -> None:
    found = rules.of_this_request_for(asked.draft.article for asked in many)
    for asked in many:
        asked.in_force = found[asked.draft.article.pk]
        asked.counts = _counts(asked.draft, asked.in_force, asked.solution)
        try:
            _check_form(asked.draft, asked.in_force)
        except Refused as refused:
            asked.answer = refused


def _look_for_repeats(many: Sequence[_Asked]) -> None:
    """Who sent the same before gets the comment that is there."""
    found = _with_fingerprints(*(asked.fingerprint for asked in many)) if many else []
    known = {fingerprint: (pk, submitted_at) for fingerprint, pk, submitted_at in found}
    for asked in many:
        before = _still_one(asked, *known[asked.fingerprint]) if asked.fingerprint in known else None
        if before is not None:
            asked.answer = Submitted(before, False, before.held_for)


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


def _look_at_limits(many: Sequence[_Asked]) -> None:
    """A look alone, so that neither checks nor filter work for what is refused; counted is what is stored."""
    for asked, attempts in zip(many, limits.look_at_each([asked.counts for asked in many]), strict=True):
        if isinstance(attempts, limits.LimitReached):
            asked.answer = _refused(attempts)
        else:
            asked.attempts = attempts


def _refused(reached: limits.LimitReached) -> Refused:
    if reached.rule.name == proof.USE:
        return Refused("proof_used")
    code = {"comments-slow": "slow_mode", "comments-article": "crowded"}.get(reached.rule.name, "too_fast")
    return Refused(code, until=reached.until)


def _judge(many: Sequence[_Asked]) -> None:
    """Make the rows before the transaction, which holds SQLite's one lock for writing."""
    findings = seams.findings_among(
        [asked.draft if judging.is_to_be_checked(asked.draft) else None for asked in many]
    )
    for index, asked in enumerate(many):
        draft = asked.draft
        try:
            found = findings(index) if judging.is_to_be_checked(draft) else []
            judged = judging.judge_by(draft, asked.in_force, found)
            comment = storing.made_of(draft, judged, asked.fingerprint)
        except Exception as error:
            asked.answer = error
            continue
        is_crowded = len(asked.attempts) > _OF_ARTICLE and asked.attempts[_OF_ARTICLE] >= CROWD_A_MINUTE
        asked.ready = Ready(draft, judged, comment, asked.counts, is_crowded)


def _store(many: Sequence[_Asked]) -> None:
    """All in one transaction; where one of them cannot be stored, each in its own."""
    ready = [asked.ready for asked in many if asked.ready is not None]
    if len(ready) > 1:
        try:
            with transaction.atomic():
                storing.store(ready)
        except OperationalError:
            raise  # the database is away or busy, and would be so for each of them
        except Exception:
            for one in ready:
                one.comment.pk = None
        else:
            for asked, one in zip(many, ready, strict=True):
                asked.answer = Submitted(one.comment, True, one.judged.reasons)
            return
    for asked, one in zip(many, ready, strict=True):
        asked.answer = _stored_alone(one)


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
    return Submitted(one.comment, True, one.judged.reasons)

"""Taking a comment in: from a draft to a row that is on the disk before anybody is told so."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from presswerk import conf
from presswerk.accounts import limits
from presswerk.comments import filtering, hashing, markup, names, proof, rules, seams, threads
from presswerk.comments.actions import auditing, deciding, replying
from presswerk.comments.actions.auditing import ActorKind
from presswerk.comments.draft import Draft
from presswerk.comments.models import Comment, Mode, Sender, State
from presswerk.comments.rules import Rules
from presswerk.comments.taming import tame, tame_line
from presswerk.comments.turns import in_turn
from presswerk.newsroom.prepared import insert, prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from presswerk.spam import Verdict

T = TypeVar("T")

ONE_FOR = timedelta(days=1)
"""For so long the same text of the same person below the same comment is one comment."""
CROWD_A_MINUTE = 30
"""From so many on, a debate's pages are purged softly: rendered without pause, they would be for nobody."""
_OF_ARTICLE = 1


class Refused(Exception):
    """Raised when a text is not taken. `code` is put into words by the form; nothing was stored."""

    def __init__(
        self, code: str, params: dict[str, Any] | None = None, until: datetime | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.params = params or {}
        self.until = until
        """When it may be tried again, for what is a matter of time."""


@dataclass(frozen=True)
class Submitted:
    """A comment that is stored for good."""

    comment: Comment
    is_new: bool
    """False when the same text had been sent before: nothing was stored a second time."""
    findings: list[dict[str, Any]]
    """Why it waits, as in `Comment.held_for`."""


@dataclass(frozen=True)
class Judged:
    """What becomes of a draft, why, and who says so."""

    state: State
    reasons: list[dict[str, Any]]
    kind: ActorKind
    probability: float | None = None


def submit(draft: Draft, *, solution: str = "") -> Submitted:
    """Store a draft and decide on it. It is committed (synchronous) when this returns. Raises Refused.

    The same text sent again within a day gives the comment that is there. `solution` is the proof of work
    that `draft.proof` says was done; it counts once.
    """
    draft = _tamed(draft)
    assert draft.at is not None
    in_force = rules.of_this_request(draft.article)
    _check_form(draft, in_force)
    fingerprint = hashing.fingerprint(
        draft.article.pk,
        draft.parent.pk if draft.parent else None,
        draft.email,
        hashing.network_of(draft.address),
        draft.text,
    )
    before = _sent_before(fingerprint, draft.at)
    if before is not None:
        return Submitted(before, False, before.held_for)
    counts = _counts(draft, in_force)
    so_far = _within_limits(limits.refuse_exhausted, counts)
    is_crowded = len(so_far) > 1 and so_far[_OF_ARTICLE] >= CROWD_A_MINUTE
    judged = _judge(draft, in_force)
    # Made before the transaction, which holds SQLite's one lock for writing.
    comment = _made_of(draft, judged, fingerprint)
    try:
        with in_turn(), transaction.atomic():
            if draft.proof and not proof.use_up(solution):
                raise Refused("proof_used")
            _store(comment, draft, judged, counts, is_crowded)
    except IntegrityError:
        # The same text, sent twice at the same moment: the other one was first.
        before = _sent_before(fingerprint, draft.at)
        if before is None:
            raise
        return Submitted(before, False, before.held_for)
    return Submitted(comment, True, judged.reasons)


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


def _sent_before(fingerprint: str, at: datetime) -> Comment | None:
    found = next(iter(_with_fingerprint(fingerprint)), None)
    if found is None:
        return None
    pk, submitted_at = found
    if submitted_at > at - ONE_FOR:
        return Comment.objects.filter(pk=pk).first()
    # A job empties old ones once a day; until it has run, this one stands in the way.
    Comment.objects.filter(pk=pk, fingerprint=fingerprint).update(fingerprint=None)
    return None


@prepared
def _with_fingerprint(fingerprint: str) -> "QuerySet[Comment, tuple[int, datetime]]":
    return Comment.objects.filter(fingerprint=fingerprint).order_by().values_list("pk", "submitted_at")


# Judging ---------------------------------------------------------------------------------


def judge_anew(draft: Draft, in_force: Rules) -> Judged:
    """What would become of the changed text of a comment that is there. Raises Refused."""
    draft = _tamed(draft)
    assert draft.at is not None
    _check_length(draft, in_force)
    return _judge(draft, in_force)


def _judge(draft: Draft, in_force: Rules) -> Judged:
    """The strictest of checks, filter and mode. Raises Refused for what a check sends back."""
    if draft.staff is not None:
        return Judged(State.PUBLISHED, [], "staff")
    if draft.honeypot_filled:
        return Judged(State.SPAM, [_entry("honeypot_filled")], "rule")
    found = seams.findings(draft)
    for finding in found:
        if finding.verdict == "refuse":
            raise Refused(finding.code, finding.params)
    reasons = [_entry(finding.code, finding.params, finding.share) for finding in found]
    verdict = filtering.engine().check(filtering.submission_of(draft))
    by_filter = decision_of(verdict, in_force)
    told = [
        _entry(reason.code, reason.params, reason.share) for reason in verdict.reasons if reason.share > 0
    ]
    if by_filter == "discard" or any(finding.verdict == "discard" for finding in found):
        kind: ActorKind = "filter" if by_filter == "discard" else "rule"
        own = [_entry("spam_discard"), *told] if by_filter == "discard" else []
        return Judged(State.SPAM, [*own, *reasons], kind, verdict.probability)
    by_mode = held_by_mode(draft, in_force)
    if by_filter == "hold":
        return Judged(
            State.WAITING, [_entry("spam_hold"), *told, *reasons, *by_mode], "filter", verdict.probability
        )
    if reasons or by_mode:
        return Judged(State.WAITING, [*reasons, *by_mode], "rule", verdict.probability)
    return Judged(State.PUBLISHED, [], "filter", verdict.probability)


def decision_of(verdict: "Verdict", in_force: Rules) -> str:
    """The filter's decision, with thresholds of the debate in place of its own costs where there are some."""
    decision = verdict.decision
    if in_force.hold_above is not None:
        decision = "hold" if verdict.probability >= in_force.hold_above else "publish"
    if in_force.discard_above is not None:
        if verdict.probability >= in_force.discard_above:
            return "discard"
        decision = "hold" if decision == "discard" else decision
    return decision


def held_by_mode(draft: Draft, in_force: Rules) -> list[dict[str, Any]]:
    """Why a moderator reads the text first, whatever it says: the debate's mode, hours, no proof of work."""
    assert draft.at is not None
    reasons = []
    if draft.proof is False:
        reasons.append(_entry("no_proof"))
    if not in_force.is_read(draft.at) and in_force.read_from and in_force.read_until:
        hours = {"read_from": f"{in_force.read_from:%H:%M}", "read_until": f"{in_force.read_until:%H:%M}"}
        reasons.append(_entry("outside_hours", hours))
    if in_force.mode == Mode.BEFORE:
        reasons.append(_entry("mode_before"))
    if in_force.mode == Mode.FIRST and not _is_known(draft):
        reasons.append(_entry("mode_first"))
    return reasons


def _is_known(draft: Draft) -> bool:
    """Whether something of this author has been published before."""
    author = hashing.of_email(draft.email)
    return Comment.objects.filter(author_hash=author, state=State.PUBLISHED).exists()


def _entry(code: str, params: dict[str, Any] | None = None, share: float = 1.0) -> dict[str, Any]:
    return {"code": code, "params": params or {}, "share": round(share, 4)}


# Storing ---------------------------------------------------------------------------------


def _counts(draft: Draft, in_force: Rules) -> list[limits.Count]:
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
    return counts


def _within_limits(look: Callable[[list[limits.Count]], T], counts: list[limits.Count]) -> T:
    try:
        return look(counts)
    except limits.LimitReached as reached:
        code = {"comments-slow": "slow_mode", "comments-article": "crowded"}.get(
            reached.rule.name, "too_fast"
        )
        raise Refused(code, until=reached.until) from reached


def _made_of(draft: Draft, judged: Judged, fingerprint: str) -> Comment:
    """The row, not stored yet."""
    assert draft.at is not None
    own = threads.segment(draft.at)
    path = threads.path_below(draft.parent.path if draft.parent else "", own)
    public = judged.state == State.PUBLISHED
    text = tame(draft.text)
    return Comment(
        article=draft.article,
        parent=draft.parent,
        thread=threads.thread_of(path),
        path=path,
        author_name=draft.name,
        author_hash=hashing.of_email(draft.email),
        author_url=draft.url,
        staff=draft.staff,
        by_author=draft.staff is not None and _is_author(draft),
        language=draft.language,
        text=text,
        html=markup.render(text),
        state=judged.state,
        shows_text=public,
        is_visible=public,
        submitted_at=draft.at,
        published_at=draft.at if public else None,
        decided_at=draft.at if judged.state != State.WAITING else None,
        held_for=judged.reasons,
        spam_probability=judged.probability,
        fingerprint=fingerprint,
        **seams.scores(draft),
    )


def _store(
    comment: Comment, draft: Draft, judged: Judged, counts: list[limits.Count], is_crowded: bool
) -> None:
    """Row, sender, entry of the audit log, counts and what follows. MUST be called within a transaction.

    Rates are counted in the transaction of the comment that they count, so they are exact across processes.
    They and the debate come late: on PostgreSQL whoever comments on the same article waits from there on.
    """
    insert(comment)
    sender = Sender(
        comment_id=comment.pk,
        email=draft.email,
        network=hashing.network_of(draft.address),
        address_hash=hashing.of_network(draft.address),
        wants_replies=draft.wants_replies,
        seconds_to_fill=draft.seconds_to_fill,
        signed_proof=draft.proof,
    )
    insert(sender)
    entry = auditing.write(
        {State.PUBLISHED: "publish", State.SPAM: "spam"}.get(judged.state, "hold"),
        "comment",
        comment.pk,
        by=draft.staff,
        kind=judged.kind,
        comment=comment,
        before=None,
        after=judged.state.value,
        reasons=[reason["code"] for reason in judged.reasons],
        probability=judged.probability,
    )
    _within_limits(limits.count_all, counts)
    deciding.count_in(comment, is_crowded)
    seams.tell_decided(comment, entry)
    # What is taken for advertising gets no mail sent in this paper's name.
    if draft.wants_replies and draft.email and judged.state != State.SPAM:
        replying.ask_to_confirm(comment, draft)


def _is_author(draft: Draft) -> bool:
    return draft.article.credits.filter(author__user=draft.staff).exists()

"""What becomes of a draft: by the checks of others, the filter, the debate's rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presswerk.comments import filtering, hashing, seams
from presswerk.comments.actions.auditing import ActorKind
from presswerk.comments.draft import Draft
from presswerk.comments.models import Comment, Mode, State
from presswerk.comments.refused import Refused
from presswerk.comments.rules import Rules
from presswerk.comments.seams import Finding

if TYPE_CHECKING:
    from presswerk.spam import Verdict


@dataclass(frozen=True)
class Judged:
    """What becomes of a draft, why, and who says so."""

    state: State
    reasons: list[dict[str, Any]]
    kind: ActorKind
    probability: float | None = None


def judge(draft: Draft, in_force: Rules) -> Judged:
    """The strictest of checks, filter and mode. Raises Refused for what a check sends back."""
    return judge_by(draft, in_force, seams.findings(draft) if is_to_be_checked(draft) else [])


def is_to_be_checked(draft: Draft) -> bool:
    """Whether checks and filter are asked: not about staff, nor about what fell into the trap."""
    return draft.staff is None and not draft.honeypot_filled


def judge_by(draft: Draft, in_force: Rules, found: Sequence[Finding]) -> Judged:
    """The same, by what the checks have found."""
    if draft.staff is not None:
        return Judged(State.PUBLISHED, [], "staff")
    if draft.honeypot_filled:
        return Judged(State.SPAM, [_entry("honeypot_filled")], "rule")
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

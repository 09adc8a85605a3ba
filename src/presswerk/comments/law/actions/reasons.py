"""Statements of reasons: made with each restriction, taken back with it. Hung into `comments.seams`."""

from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext

from presswerk.comments.law import in_force, letters, links
from presswerk.comments.law.models import Ground, Report, Statement
from presswerk.comments.models import AuditEntry, Comment, Sender, State
from presswerk.jobs.models import open_items

FALLBACK = "house_rules"
UNDONE = "undoes"
"""In an entry's data: the desk took an act of its own back."""
BY_ITSELF = "law"
"""In an entry's data (`law=True`): an action of this package writes statement and letters itself."""
_BANNED = Statement.Restriction.BANNED
_OF_BANS = ("ban", "lift_ban", "unban")
_MACHINES = ("filter", "rule")
_RESTRICT = ("staff", *_MACHINES)
"""What readers do to their own comments and jobs to old ones is no restriction."""


def follow(comment: Comment, entry: AuditEntry) -> None:
    """What a decision on a comment asks for. Called in its transaction.

    Advertising gets no statement (DSA, article 17(2), last sentence), nor does what its own author took back.
    """
    if entry.act in _OF_BANS:
        _follow_ban(comment, entry)
        return
    before, after = entry.data.get("before"), entry.data.get("after")
    # Most comments appear at once: nothing is asked of the database for them.
    if entry.data.get(BY_ITSELF) or before is None or before == after:
        return
    if after == State.PUBLISHED or (after == State.WAITING and UNDONE in entry.data):
        take_back(comment)
    elif _is_restriction(before, after, entry.actor_kind):
        state(comment, entry)


def _follow_ban(comment: Comment, entry: AuditEntry) -> None:
    """An exclusion is stated like what is done to a comment (article 17(1)(d)); its end takes that back."""
    stated = Statement.objects.filter(comment=comment, restriction=_BANNED, taken_back_at=None)
    if entry.act == "ban":
        if comment.state != State.SPAM:
            until = entry.data.get("until")
            state(comment, entry, until=datetime.fromisoformat(until) if until else None)
        return
    if entry.act == "lift_ban" and not entry.data.get("is_free"):
        return
    found = list(stated.order_by("-pk"))
    if entry.act == "unban":
        # An earlier exclusion is in force again.
        found = found[:1]
    for number, made in enumerate(found):
        _take_back(comment, made, tell=number == 0 and BY_ITSELF not in entry.data)


def _is_restriction(before: str, after: str | None, actor_kind: str) -> bool:
    """A text that its author has just changed waits like a new one: nothing has been decided about it."""
    if after == State.WAITING:
        return before == State.PUBLISHED and actor_kind == "staff"
    return after == State.REJECTED and actor_kind in _RESTRICT


def state(
    comment: Comment,
    entry: AuditEntry,
    *,
    report: Report | None = None,
    facts: str = "",
    until: datetime | None = None,
) -> Statement | None:
    """Make the statement for a restriction and send it. MUST be called in the transaction of the decision.

    The ground is that of the entry's `reason`. None where the publisher has switched statements off.
    """
    if not in_force.settings().states_reasons or comment.staff_id:
        return None
    ground = ground_of(_reason(comment, entry))
    with translation.override(comment.language):
        made = Statement.objects.create(
            comment=comment,
            report=report,
            location=links.to_comment(comment),
            restriction=_BANNED if entry.act == "ban" else _restriction(entry.data),
            until=until,
            ground_code=ground.code,
            ground_kind=ground.kind,
            ground_title=ground.title,
            ground_text=ground.text,
            facts=facts or entry.data.get("note", ""),
            found_by_machine=bool(comment.held_for) or entry.actor_kind in _MACHINES,
            decided_by_machine=entry.actor_kind in _MACHINES,
            language=comment.language,
            at=entry.at,
            decided_by=entry.actor,
        )
    if letters.statement(made, email_of(comment), comment.text):
        made.mailed = True
        made.save(update_fields=["mailed"])
    return made


def take_back(comment: Comment, tell: bool = True) -> None:
    """The comment is public again: its statements hold no more. What has not gone out yet never does."""
    for made in Statement.objects.filter(comment=comment, taken_back_at=None).exclude(restriction=_BANNED):
        _take_back(comment, made, tell)


def _take_back(comment: Comment, made: Statement, tell: bool) -> None:
    made.taken_back_at = timezone.now()
    made.save(update_fields=["taken_back_at"])
    waiting = open_items().filter(key__startswith=f"{letters.statement_key(made)} ", claimed_by="")
    if waiting.delete()[0] == 0 and made.mailed and tell:
        letters.taken_back(made, email_of(comment))


def _reason(comment: Comment, entry: AuditEntry) -> str:
    """A ban has the reason for which its comment was last rejected."""
    if entry.act != "ban":
        return str(entry.data.get("reason", ""))
    last = AuditEntry.objects.filter(comment_id=comment.pk, act="reject").order_by("-at", "-id").first()
    return str(last.data.get("reason", "")) if last else ""


def ground_of(code: str) -> Ground:
    """The ground of a reason's code; the house rules in general for one that the publisher has not named."""
    found = {ground.code: ground for ground in Ground.objects.filter(code__in=[code, FALLBACK])}
    return found.get(code) or found.get(FALLBACK) or _unnamed()


def _unnamed() -> Ground:
    """Where the publisher has deleted even the house rules as a ground."""
    name = gettext("House rules")
    return Ground(code=FALLBACK, kind=Ground.Kind.RULES, title_de=name, title_en=name)


def email_of(comment: Comment) -> str:
    """The commenter's address, as long as it is kept."""
    return Sender.objects.filter(comment=comment).values_list("email", flat=True).first() or ""


def _restriction(data: dict[str, Any]) -> str:
    if data.get("after") == State.WAITING:
        return Statement.Restriction.HIDDEN
    was_public = data.get("before") == State.PUBLISHED
    return Statement.Restriction.REMOVED if was_public else Statement.Restriction.REFUSED

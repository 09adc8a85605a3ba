"""From a form's button to an act."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presswerk.accounts.models import User
from presswerk.comments.actions.deciding import NotDecided
from presswerk.comments.models import AuditEntry, Comment
from presswerk.comments.moderation.actions import banning, editing, judging, picking, replying, undoing
from presswerk.comments.moderation.models import Ban
from presswerk.comments.moderation.screens.labels import act_in_words

LONGEST_BAN_DAYS = 3650


@dataclass(frozen=True)
class Outcome:
    """What was done, in a sentence, and whether the moderator is through with this comment."""

    told: str
    goes_on: bool = True


@dataclass(frozen=True)
class Refusal:
    """What was not done, and why."""

    told: str
    goes_on: bool = True


Act = Callable[[Comment, User, QueryDict, str], Outcome | Refusal]


def act(name: str, comment: Comment, by: User, form: QueryDict, ground: str) -> Outcome | Refusal:
    """Do one of ACTS. What another moderator did meanwhile is not overruled unseen."""
    seen = form.get("seen")
    if seen and seen != comment.state and name != "undo":
        who = str(comment.decided_by) if comment.decided_by else _("somebody else")
        return Refusal(
            _("Meanwhile %(name)s has decided: %(state)s.")
            % {"name": who, "state": comment.get_state_display()}
        )
    try:
        return ACTS[name](comment, by, form, ground)
    except NotDecided:
        return Refusal(_("A rejection needs a reason, and what was erased stays so."), goes_on=False)


def _approve(comment: Comment, by: User, form: QueryDict, ground: str) -> Outcome:
    judging.judge(comment, "approve", by)
    return Outcome(_("Published: %(name)s.") % {"name": comment.author_name})


def _reject(comment: Comment, by: User, form: QueryDict, ground: str) -> Outcome:
    judging.judge(comment, "reject", by, ground)
    return Outcome(_("Rejected: %(name)s.") % {"name": comment.author_name})


def _spam(comment: Comment, by: User, form: QueryDict, ground: str) -> Outcome:
    judging.judge(comment, "spam", by)
    return Outcome(_("Called spam: %(name)s.") % {"name": comment.author_name})


def _pick(comment: Comment, by: User, form: QueryDict, ground: str) -> Outcome:
    picking.pick(comment, by, is_pick=not comment.is_pick)
    told = _("Picked for readers.") if comment.is_pick else _("No longer picked.")
    return Outcome(told, goes_on=False)


def _edit(comment: Comment, by: User, form: QueryDict, ground: str) -> Outcome | Refusal:
    try:
        entry = editing.edit(comment, form.get("text", ""), by)
    except editing.NotEdited:
        return Refusal(_("A comment needs a text."), goes_on=False)
    told = _("Changed; readers see that it was edited.") if entry else _("Nothing was changed.")
    return Outcome(told, goes_on=False)


def _reply(comment: Comment, by: User, form: QueryDict, ground: str) -> Outcome | Refusal:
    try:
        replying.reply(comment, form.get("reply", ""), by)
    except replying.NotAnswered as refused:
        return Refusal(str(refused), goes_on=False)
    return Outcome(_("Answered: %(name)s.") % {"name": comment.author_name})


def _ban(comment: Comment, by: User, form: QueryDict, ground: str) -> Outcome | Refusal:
    kinds = [kind for kind in form.getlist("kinds") if kind in Ban.Kind.values]
    raw = form.get("days", "")
    days = min(int(raw), LONGEST_BAN_DAYS) if raw.isascii() and raw.isdigit() and len(raw) < 6 else None
    entries = banning.ban(comment, kinds, days, by)
    if not entries:
        return Refusal(_("Choose what is to be banned."), goes_on=False)
    told = ngettext("%(count)d ban was made.", "%(count)d bans were made.", len(entries))
    return Outcome(told % {"count": len(entries)}, goes_on=False)


def _undo(comment: Comment, by: User, form: QueryDict, ground: str) -> Outcome | Refusal:
    raw = form.get("entry", "")
    entry = AuditEntry.objects.filter(pk=int(raw) if raw.isascii() and raw.isdigit() else 0).first()
    if entry is None or entry.comment_id != comment.pk:
        return Refusal(_("There is no such act."), goes_on=False)
    return undo(entry, by)


def undo(entry: AuditEntry, by: User) -> Outcome | Refusal:
    """Take an act back, or say why not."""
    try:
        undoing.undo(entry, by)
    except undoing.NotUndone as refused:
        return Refusal(_("It cannot be undone: %(why)s") % {"why": refused}, goes_on=False)
    return Outcome(_("Undone: %(act)s.") % {"act": act_in_words(entry)}, goes_on=False)


ACTS: dict[str, Act] = {
    "approve": _approve,
    "reject": _reject,
    "spam": _spam,
    "pick": _pick,
    "edit": _edit,
    "reply": _reply,
    "ban": _ban,
    "undo": _undo,
}

"""Taking an act of the desk back, for a day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from presswerk.accounts.models import User
from presswerk.comments import filtering, seams
from presswerk.comments.actions import auditing
from presswerk.comments.actions.deciding import decide
from presswerk.comments.models import AuditEntry, Comment, State
from presswerk.comments.moderation import teaching
from presswerk.comments.moderation.actions import banning, editing, picking
from presswerk.comments.moderation.models import Ban, EarlierText

FOR = timedelta(days=1)
_DECISIONS = {"publish", "reject", "spam"}
_UNDOABLE = [*sorted(_DECISIONS), "edit", "pick", "unpick", "ban"]


class NotUndone(ValueError):
    """Raised when an act cannot be taken back any more; the message says why."""


def undoable(now: datetime | None = None) -> QuerySet[AuditEntry]:
    """Acts of moderators that are young enough, the newest first. Whether one was undone: `undone_among`."""
    since = (now or timezone.now()) - FOR
    return AuditEntry.objects.filter(at__gt=since, actor_kind="staff", act__in=_UNDOABLE).order_by(
        "-at", "-id"
    )


def last_of(by: User, most: int = 20) -> AuditEntry | None:
    """A moderator's last act that can still be undone. Two queries at most."""
    recent = list(undoable().filter(actor=by)[:most])
    gone = undone_among(recent)
    return next((entry for entry in recent if entry.pk not in gone and "undoes" not in entry.data), None)


def undone_among(entries: list[AuditEntry]) -> set[int]:
    """The keys of those that were taken back. One query."""
    if not entries:
        return set()
    later = AuditEntry.objects.filter(
        comment_id__in={entry.comment_id for entry in entries if entry.comment_id},
        at__gte=min(entry.at for entry in entries),
        data__has_key="undoes",
    )
    return {each.data["undoes"] for each in later}


def undo(entry: AuditEntry, by: User) -> AuditEntry:
    """Take an act back: a new entry that names it. Raises NotUndone."""
    with transaction.atomic():
        comment = _locked(entry)
        if entry.act not in _UNDOABLE or entry.actor_kind != "staff" or "undoes" in entry.data:
            raise NotUndone(_("This act cannot be undone."))
        if entry.at <= timezone.now() - FOR:
            raise NotUndone(_("It is more than a day old."))
        if entry.pk in undone_among([entry]):
            raise NotUndone(_("It has been undone already."))
        if entry.act in _DECISIONS:
            return _undo_decision(entry, comment, by)
        if entry.act == "edit":
            return _undo_edit(entry, comment, by)
        if entry.act == "ban":
            return _undo_ban(entry, comment, by)
        return picking.pick(comment, by, is_pick=entry.act == "unpick", undoes=entry.pk)


def _locked(entry: AuditEntry) -> Comment:
    found = Comment.objects.select_for_update().filter(pk=entry.comment_id or 0).first()
    if found is None or found.state == State.ERASED:
        raise NotUndone(_("The comment has been erased."))
    return found


def _undo_decision(entry: AuditEntry, comment: Comment, by: User) -> AuditEntry:
    if comment.state != entry.data["after"]:
        raise NotUndone(_("It has been decided otherwise since."))
    # What was published from nothing is a reply of the newsroom: taken back, its author withdraws it.
    before = State(entry.data["before"]) if entry.data.get("before") else State.WITHDRAWN
    undone = decide(comment, before, by=by, reason="undone", undoes=entry.pk)
    teaching.unteach(comment)
    _learn_what_stood_before(entry, comment)
    return undone


def _learn_what_stood_before(entry: AuditEntry, comment: Comment) -> None:
    """An earlier decision of a moderator that stands again is taught again."""
    earlier = (
        AuditEntry.objects.filter(
            comment_id=comment.pk, actor_kind="staff", act__in=_DECISIONS, id__lt=entry.pk
        )
        .select_related("actor")
        .order_by("-at", "-id")
        .first()
    )
    if earlier is None or earlier.actor is None or earlier.data.get("after") != comment.state:
        return
    if earlier.pk in undone_among([earlier]):
        return
    submission = filtering.submission_of(comment)
    teaching.teach(submission, State(comment.state), earlier.data.get("reason", ""), earlier.actor)


def _undo_edit(entry: AuditEntry, comment: Comment, by: User) -> AuditEntry:
    earlier = EarlierText.objects.filter(entry_id=entry.pk).first()
    newer = EarlierText.objects.filter(comment=comment, entry_id__gt=entry.pk).exists()
    if earlier is None or newer:
        raise NotUndone(_("It has been edited again since."))
    editing.write_text(comment, earlier.text, earlier.html, earlier.edited_at, by_desk=earlier.edited_by_desk)
    earlier.delete()
    return auditing.write("unedit", "comment", comment.pk, by=by, comment=comment, undoes=entry.pk)


def _undo_ban(entry: AuditEntry, comment: Comment, by: User) -> AuditEntry:
    found = Ban.objects.filter(pk=entry.subject_id, lifted_at=None).first()
    if found is None:
        raise NotUndone(_("This ban has been lifted already."))
    if entry.data.get("is_new", True):
        return banning.lift(found, by, comment, undoes=entry.pk)
    before = entry.data.get("before")
    Ban.objects.filter(pk=found.pk).update(until=parse_datetime(before) if before else None)
    undone = auditing.write("unban", "ban", found.pk, by=by, comment=comment, undoes=entry.pk)
    seams.tell_decided(comment, undone)
    return undone


def delete_old_texts() -> int:
    """Delete the texts before edits that can no longer be undone; how many."""
    return EarlierText.objects.filter(at__lt=timezone.now() - FOR).delete()[0]

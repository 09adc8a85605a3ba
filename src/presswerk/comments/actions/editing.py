"""What a commenter may change afterwards: the text within the window, and the decision to have said it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from presswerk import conf
from presswerk.comments import markup, rules
from presswerk.comments.actions import auditing, deciding, submitting
from presswerk.comments.draft import Draft
from presswerk.comments.models import Comment, Sender, State
from presswerk.comments.refused import Refused
from presswerk.comments.taming import tame


def may_edit_until(comment: Comment) -> datetime | None:
    """Until when its author may change the text; None when that is over or was never possible."""
    if comment.state not in (State.PUBLISHED, State.WAITING):
        return None
    until = comment.submitted_at + conf.current().comments_edit_window
    return until if until > timezone.now() else None


def edit_own(comment: Comment, text: str, address: str) -> Comment:
    """Change the text; it is judged anew, and waits when it would have waited. Raises Refused."""
    if may_edit_until(comment) is None:
        raise Refused("too_late")
    draft = _draft_of(comment, text, address)
    judged = submitting.judge_anew(draft, rules.in_force(comment.article))
    tamed = tame(text)
    with transaction.atomic():
        found = Comment.objects.select_for_update().get(pk=comment.pk)
        if found.state not in (State.PUBLISHED, State.WAITING):
            raise Refused("too_late")
        if tamed == found.text:
            return found
        found.text, found.html = tamed, markup.render(tamed)
        found.edited_at = timezone.now() if found.published_at else None
        found.spam_probability = judged.probability
        found.fingerprint = None
        found.held_for = judged.reasons
        found.save(update_fields=["text", "html", "edited_at", "spam_probability", "fingerprint", "held_for"])
        auditing.write("edit", "comment", found.pk, kind="reader", comment=found)
        state = _state_after(found, judged.state)
        if state != found.state:
            deciding.decide(found, state, kind=judged.kind, reason="edited")
        return found


def _state_after(comment: Comment, judged: State) -> State:
    """A published text that would not be published now is held; one that waits goes on waiting."""
    if judged == State.SPAM:
        return State.SPAM
    return State.WAITING if judged == State.WAITING or comment.state == State.WAITING else State.PUBLISHED


def withdraw(comment: Comment) -> None:
    """Take a comment back for its author: the text is nobody's to read any more."""
    if comment.state in (State.WITHDRAWN, State.ERASED):
        return
    with transaction.atomic():
        deciding.decide(comment, State.WITHDRAWN, kind="reader")
        # Who thinks better of it may write the same once more.
        Comment.objects.filter(pk=comment.pk).update(fingerprint=None)


def _draft_of(comment: Comment, text: str, address: str) -> Draft:
    sender: Any = Sender.objects.filter(pk=comment.pk).first()
    return Draft(
        article=comment.article,
        parent=comment.parent,
        name=comment.author_name,
        email=sender.email if sender else "",
        text=text,
        url=comment.author_url,
        language=comment.language,
        address=address,
        at=timezone.now(),
        seconds_to_fill=sender.seconds_to_fill if sender else None,
        proof=sender.signed_proof if sender else None,
        comment_id=comment.pk,
    )

"""Answering a commenter in the newsroom's name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.accounts.models import User
from presswerk.comments.actions.submitting import submit
from presswerk.comments.draft import Draft
from presswerk.comments.models import Comment, State
from presswerk.comments.moderation.actions.judging import judge
from presswerk.comments.refused import Refused
from presswerk.newsroom.models import AuthorProfile


class NotAnswered(ValueError):
    """Raised when a reply cannot be taken; the message says why."""


def reply(comment: Comment, text: str, by: User) -> Comment:
    """Publish a reply below a comment. One that still waits is published with it.

    The reply bears the name of the account's author profile, and the author's mark where that stands in the
    article's byline. Raises NotAnswered.
    """
    with transaction.atomic():
        if comment.state == State.WAITING:
            judge(comment, "approve", by)
        if comment.state != State.PUBLISHED:
            raise NotAnswered(_("Only a published comment can be answered."))
        draft = Draft(
            article=comment.article,
            parent=comment,
            name=name_of(by, comment),
            email=by.email,
            text=text,
            language=comment.language,
            at=timezone.now(),
            staff=by,
        )
        try:
            return submit(draft).comment
        except Refused as refused:
            raise NotAnswered(_("This reply is empty, or too long.")) from refused


def name_of(by: User, comment: Comment) -> str:
    """Under which name an account answers: its author's profile in the article's edition, or its own name."""
    profiles = AuthorProfile.objects.filter(user=by).values_list("locale_id", "name")
    names = dict(profiles)
    return (
        names.get(comment.article.locale_id)
        or next(iter(names.values()), "")
        or by.get_full_name()
        or _("Newsroom")
    )

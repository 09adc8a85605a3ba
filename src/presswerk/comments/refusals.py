"""Why a comment was not taken, in words that say what to do."""

from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.accounts.limits import waiting_time
from presswerk.comments import wording
from presswerk.comments.refused import Refused

FIELDS = {"too_short": "text", "too_long": "text", "name_of_staff": "name"}
"""The field that a refusal is about."""


def in_words(refused: Refused) -> str:
    """A whole sentence of the language in force."""
    wait = waiting_time(refused.until - timezone.now()) if refused.until else ""
    own = {
        "closed": _("This debate is closed. Your text is still here, so that you can copy it."),
        "parent_gone": _(
            "The comment that you answer is not there any more. You can send your text as a comment of its "
            "own."
        ),
        "too_short": _("Your text is too short. Please write at least %(shortest)s characters."),
        "too_long": _("Your text has %(length)s characters; %(longest)s are allowed. Please shorten it."),
        "name_of_staff": _(
            "This name is too much like that of somebody of the newsroom. Please choose another one, or add "
            "something to it."
        ),
        "too_fast": _(
            "Many comments have come from your network within a short time. Please send it again in %(wait)s."
        ),
        "crowded": _("Very many are commenting on this article now. Please send it again in %(wait)s."),
        "slow_mode": _(
            "In this debate everybody waits between two comments. Please send it again in %(wait)s."
        ),
        "proof_used": _("The proof of work has been used already. Please send it once more."),
        "too_late": _("The time in which a comment can be changed is over."),
    }
    sentence = own.get(refused.code)
    if sentence is None:
        return wording.reason({"code": refused.code, "params": refused.params})
    return sentence % {**refused.params, "wait": wait}


def incomplete() -> str:
    """For a form with faults in single fields."""
    return _("Your comment has not been sent yet. Please look at what is marked.")


def trouble() -> str:
    """For a fault of ours."""
    return _(
        "We could not store your comment, because our server has trouble. Nothing is lost: your text is "
        "here. Please send it again in a moment."
    )

"""Reasons in whole sentences of the language in force."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from presswerk.comments import seams
from presswerk.spam.verdict import Reason
from presswerk.spam.words import SENTENCES, in_words


def reason(entry: Mapping[str, Any]) -> str:
    """One entry of `Comment.held_for` (or `{"code": …, "params": …}`) as a sentence.

    Asks the words that other packages registered, then those of comments, then the filter's. A code that
    nobody knows stays as it is.
    """
    code, params = str(entry["code"]), dict(entry.get("params") or {})
    registered = seams.words_of(code)
    if registered is not None:
        return registered(params)
    own = _own(code)
    if own is not None:
        return own % params if params else own
    if code in SENTENCES:
        return in_words(Reason(code, params, 0.0), get_language() or "en")
    return code


def _own(code: str) -> str | None:
    sentences = {
        "mode_before": _("In this debate a moderator reads every comment before it appears."),
        "mode_first": _("The first comment of each author is read by a moderator before it appears."),
        "outside_hours": _("Comments are read from %(read_from)s to %(read_until)s; until then they wait."),
        "spam_hold": _("The spam filter has doubts."),
        "spam_discard": _("The spam filter takes it for advertising."),
        "no_proof": _("The proof of work was asked for and not done."),
        "edited": _("It was changed after it had been published."),
        "honeypot_filled": _("The field that people do not see was filled."),
        "name_like_staff": _("The name is nearly that of somebody of the newsroom."),
    }
    return sentences.get(code)

"""Insults: the filter's engine with labels of its own, kept apart from spam.

The model is a weak judge of what insults whom (`spam.model.costs`): it only ever holds, and a person decides.
"""

import threading
from dataclasses import replace

from django.utils.translation import gettext as _

from presswerk.comments import filtering, rules
from presswerk.comments.draft import Draft
from presswerk.comments.moderation.teaching import insult_engine
from presswerk.comments.seams import Finding

_last = threading.local()


def check(draft: Draft) -> Finding | None:
    """Hold what is likely an insult."""
    found = probability(draft)
    if found is None:
        return None
    limit = rules.of_this_request(draft.article).hold_insults_above
    if limit is None:
        limit = insult_engine().costs.hold_from
    if found < limit:
        return None
    return Finding("hold", "insult_likely", {"percent": round(found * 100)}, share=round(found, 4))


def probability(draft: Draft) -> float | None:
    """How likely the text is an insult, in [0, 1]; None for staff. A draft is judged once."""
    if draft.staff is not None:
        return None
    if getattr(_last, "draft", None) is not draft:
        # Without its thread: the filter of spam counts repeats, and insults are not sent round.
        submission = replace(filtering.submission_of(draft), thread=None)
        _last.probability = insult_engine().check(submission).probability
        _last.draft = draft
    return _last.probability


WORDS = {"insult_likely": lambda params: _("It reads like an insult (%(percent)s %%).") % params}

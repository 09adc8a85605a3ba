"""Somebody may be about to take their own life: a person reads it first, and the writer is told who helps.

Phrases in the first person, as crisis services describe them as warning signs (Nationales
Suizidpräventionsprogramm, "Warnsignale"; WHO, Preventing suicide: a resource for media professionals, 2023
update). Writing about suicide as a subject is no sign, so the words must be the writer's own.
"""

import re
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from presswerk.comments.draft import Draft
from presswerk.comments.moderation.models.desk_settings import desk_settings
from presswerk.comments.seams import Finding

if TYPE_CHECKING:
    from presswerk.comments.models import Comment

CODE = "crisis"

_PHRASES = (
    r"\bich (?:\w+ ){0,3}(?:nicht mehr|nimmer) (?:weiter ?)?leben\b",
    r"\bich (?:will|möchte|kann|mag|werde|würde)(?: \w+){0,4} "
    r"(?:sterben|tot sein|nicht mehr (?:leben|da sein|aufwachen))\b",
    r"\bich (?:will|möchte|werde|könnte)(?: \w+){0,3} (?:mich|mir)(?: \w+){0,3} "
    r"(?:umbringen|töten|das leben nehmen|etwas antun|erhängen)\b",
    r"\b(?:bringe|bring) mich(?: \w+){0,2} um\b",
    r"\bbringe? ich mich(?: \w+){0,3} um\b",
    r"\b(?:nehme|nehm)(?: ich)? mir(?: \w+){0,2} das leben\b",
    r"\bmeinem leben (?:\w+ ){0,2}ende (?:setzen|machen|bereiten)\b",
    r"\bmich umzubringen\b|\bmir das leben zu nehmen\b|\bselbstmordgedanken habe ich\b",
    r"\bich habe (?:\w+ ){0,2}(?:suizidgedanken|selbstmordgedanken)\b",
    r"\bich (?:bin|wäre)(?: \w+){0,2} lieber tot\b|\bwäre ich (?:doch |nur |bloß )?tot\b",
    r"\bohne mich (?:wären|wäre) (?:alle|es|sie)(?: \w+){0,3} besser(?: dran)?\b",
    r"\bi (?:want|wish|am going|plan|intend) to (?:die|kill myself|end my life|be dead|end it all)\b",
    r"\bi(?: am|'m|’m) going to (?:kill myself|end my life|end it all)\b",
    r"\bi (?:do not|don't|don’t) want to (?:live|be alive|wake up)(?: any ?more)?\b",
    r"\bi (?:can not|cannot|can't|can’t) go on living\b",
    r"\bi(?: am|'m|’m) suicidal\b|\bi have suicidal thoughts\b",
    r"\bbetter off without me\b",
)
_SIGNS = re.compile("|".join(_PHRASES))
_SPACES = re.compile(r"\s+")


def check(draft: Draft) -> Finding | None:
    """Hold it, so that somebody of the newsroom sees it before others do."""
    return Finding("hold", CODE) if draft.staff is None and speaks_of_it(draft.text) else None


def speaks_of_it(text: str) -> bool:
    """Whether the writer may mean their own life."""
    return _SIGNS.search(_SPACES.sub(" ", text[:10_000].casefold())) is not None


def is_concerned(comment: "Comment") -> bool:
    """Whether that was found when the comment was sent."""
    return any(entry.get("code") == CODE for entry in comment.held_for)


def own_piece(comment: "Comment", request: HttpRequest) -> SafeString | None:
    """The help lines on the commenter's own page; nobody else sees that."""
    if not is_concerned(comment):
        return None
    lines = desk_settings().help_lines(comment.language)
    return render_to_string("moderation/help_lines.html", {"lines": lines}) if lines else None


WORDS = {CODE: lambda _params: _("The writer may be thinking of taking their own life.")}

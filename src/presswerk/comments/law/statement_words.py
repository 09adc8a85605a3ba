"""A statement of reasons in sentences, for the letter, the signed page and the screen alike.

What it has to say: DSA, article 17(3)(a) to (f).
"""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from presswerk.comments.law.models import Ground, Statement


def what(made: Statement) -> str:
    """(a) What was done, where and for how long."""
    if made.restriction == Statement.Restriction.BANNED:
        if made.until is None:
            return _("You can no longer comment in this newspaper. This holds for good.")
        until = date_format(
            timezone.localtime(made.until, timezone.get_default_timezone()), "DATETIME_FORMAT"
        )
        return _("You cannot comment in this newspaper until %(until)s.") % {"until": until}
    return {
        Statement.Restriction.REFUSED: _("Your comment was not published. This holds for good."),
        Statement.Restriction.REMOVED: _("Your comment was removed. This holds for good."),
        Statement.Restriction.HIDDEN: _("Your comment was taken down until a moderator has looked at it."),
    }[Statement.Restriction(made.restriction)]


def facts(made: Statement) -> str:
    """(b) The facts, and whether somebody's report led to it. The reporter is not named."""
    return (
        _("Somebody reported the comment to us as illegal (DSA, article 16).")
        if made.report_id
        else _("We found it ourselves, when we looked at comments on our own initiative.")
    )


def machines(made: Statement) -> str:
    """(c) Whether machines took part."""
    if made.decided_by_machine:
        return _("A rule of our software decided this, without a person.")
    if made.found_by_machine:
        return _("Our software picked the comment for a look; a person decided.")
    return _("A person decided; no machine took part.")


def ground(made: Statement) -> str:
    """(d), (e) The provision, or the rule of the house."""
    if made.restriction == Statement.Restriction.BANNED and made.ground_kind != Ground.Kind.LAW:
        return _("What you wrote offends against our house rules: %(title)s.") % {"title": made.ground_title}
    if made.ground_kind == Ground.Kind.LAW:
        return _("We hold the comment to be illegal: %(title)s.") % {"title": made.ground_title}
    return _("The comment offends against our house rules: %(title)s.") % {"title": made.ground_title}


def whole(made: Statement) -> list[tuple[str, str]]:
    """Heading and text of each part."""
    ground_text = f"{ground(made)} {made.ground_text}".strip()
    return [
        (_("What we did"), what(made)),
        (_("On which facts"), f"{facts(made)} {made.facts}".strip()),
        (_("Whether machines took part"), machines(made)),
        (_("On what ground"), ground_text),
    ]

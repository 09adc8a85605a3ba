"""What templates of comments may call."""

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from presswerk.comments.models import Comment
from presswerk.comments.queries.debate import removed_by
from presswerk.comments.shown import plain

register = template.Library()

DEEPEST_INDENT = 4
"""Steps that are shown as indentation; deeper replies stand below each other and say whom they answer."""


@register.filter
def indent(comment: Comment) -> str:
    """The class of a comment's depth, such as "depth-2"."""
    return f"depth-{min(comment.depth, DEEPEST_INDENT)}"


@register.filter
def plain_text(comment: Comment) -> str:
    """The text without markup."""
    return plain(comment)


@register.simple_tag
def report_link(comment: Comment) -> str:
    """The address of the form for reports, "" where the law's part is not there."""
    try:
        return reverse("comment_report", args=[comment.pk])
    except NoReverseMatch:
        return ""


@register.simple_tag
def page_in_edition(name: str, language: str) -> str:
    """The address of a page that each edition has, below `/<language>/` but the default one's; ""."""
    of_edition = {} if language == settings.LANGUAGE_CODE else {"language": language}
    try:
        return reverse(name, kwargs=of_edition)
    except NoReverseMatch:
        return ""


@register.simple_tag
def tombstone(comment: Comment) -> str:
    """What stands in the place of a text that is gone."""
    match removed_by(comment):
        case "author":
            return _("This comment was removed by its author.")
        case "desk":
            return _("This comment was removed by the moderators.")
    return _("This comment is being looked at by the moderators.")

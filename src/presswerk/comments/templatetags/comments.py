"""What templates of comments may call."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext as _

from presswerk.comments.models import Comment
from presswerk.comments.queries.debate import removed_by
from presswerk.comments.shown import plain

register = template.Library()

_STANDS_FOR_KEY = 9_223_372_036_854_775_807
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


@register.filter
def ways(comment: Comment) -> dict[str, str]:
    """The addresses of what can be done with a comment: `permalink`, `vote`, `reply`, `report`.

    `report` is "" where the law's part is not there.
    """
    return {name: way.format(comment.pk) for name, way in _ways(get_urlconf(), get_script_prefix()).items()}


@lru_cache(maxsize=8)
def _ways(urlconf: str | None, prefix: str) -> dict[str, str]:
    """Addresses with braces in the number's place: a debate has hundreds of them."""
    return {
        name: _address(f"comment_{name}", pk=_STANDS_FOR_KEY).replace(str(_STANDS_FOR_KEY), "{}")
        for name in ("permalink", "vote", "reply", "report")
    }


@register.simple_tag
def page_in_edition(name: str, language: str) -> str:
    """The address of a page that each edition has, below `/<language>/` but the default one's; ""."""
    return _of_edition(name, language, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=64)
def _of_edition(name: str, language: str, urlconf: str | None, prefix: str) -> str:
    return _address(name) if language == settings.LANGUAGE_CODE else _address(name, language=language)


def _address(name: str, **parts: object) -> str:
    """ "" for what has no address here, as without the law's part."""
    try:
        return reverse(name, kwargs=parts)
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

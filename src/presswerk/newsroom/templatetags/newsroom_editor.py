"""What templates of the editor's screens may call."""

from typing import Any

from django import template

from presswerk.newsroom.editor.rights import rights_of

register = template.Library()


@register.filter
def rights_state(picture: Any) -> str:
    """Whether the rights to a picture are "over" or end "soon"; "" otherwise."""
    return rights_of(picture)

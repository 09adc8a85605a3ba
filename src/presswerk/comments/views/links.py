"""From a signed link to its comment."""

from presswerk.comments import signing
from presswerk.comments.models import Comment


def comment_of(purpose: str, token: str) -> Comment | signing.BadLink:
    """The comment that a link was signed for, or why there is none."""
    try:
        pk = int(signing.read(purpose, token))
    except signing.BadLink as error:
        return error
    found = Comment.objects.filter(pk=pk).select_related("article__section", "sender", "parent").first()
    return found or signing.BadLink("This comment is not there any more.")

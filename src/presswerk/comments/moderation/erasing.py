"""What the desk holds of a comment and must go with its text."""

from presswerk.comments.models import Comment
from presswerk.comments.moderation.models import Ban, Claim, EarlierText


def forget_texts(comment: Comment) -> None:
    """Delete texts before edits, and the claim. Bans stay: they know a keyed hash, and hold until their day;
    the name under which they are listed goes."""
    EarlierText.objects.filter(comment=comment).delete()
    Claim.objects.filter(comment=comment).delete()
    Ban.objects.filter(comment_id=comment.pk).exclude(kind=Ban.Kind.HOST).update(label="")

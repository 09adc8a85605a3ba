from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from presswerk.comments.models.comment import Comment


class Vote(models.Model):
    """One reader's mark on one comment; a job adds them up, so that a vote costs one row."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=64, null=True)  # noqa: DJ001
    """Keyed hash of the reader's whole address and the comment: it tells nothing about other votes. None when
    retention has taken it away: the vote counts on, and nobody's second one can be told from it."""
    is_helpful = models.BooleanField(default=True)
    at = models.DateTimeField(default=timezone.now)
    is_counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["comment", "voter"], name="comments_one_vote")]
        indexes = [
            models.Index(fields=["comment"], condition=models.Q(is_counted=False), name="comments_votes_new"),
            models.Index(
                fields=["at"], condition=models.Q(voter__isnull=False), name="comments_votes_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{'+' if self.is_helpful else '-'} {self.comment_id}"

from django.db import models
from django.utils import timezone

from presswerk.comments.models import Comment


class EarlierText(models.Model):
    """What a comment said before the desk edited it, kept as long as that can be undone."""

    entry_id = models.BigIntegerField(primary_key=True)
    """Of the act in the audit log."""
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    html = models.TextField()
    edited_at = models.DateTimeField(null=True)
    edited_by_desk = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id} before {self.entry_id}"

from django.db import models

from presswerk.comments.models import Comment


class Claim(models.Model):
    """Which moderator has a comment before them, and until when nobody else gets it."""

    comment = models.OneToOneField(Comment, primary_key=True, on_delete=models.CASCADE, related_name="claim")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id} until {self.until}"

from django.db import models
from django.db.models.functions import Coalesce


class DayCount(models.Model):
    """What came in on a day in a section, and what became of it: counted by a job, read by screens."""

    day = models.DateField()
    section = models.ForeignKey(
        "newsroom.SectionPage", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    submitted = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    """Waited for a moderator, whatever became of it."""
    rejected = models.PositiveIntegerField(default=0)
    spam = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)
    """By a person."""
    median_seconds = models.PositiveIntegerField(null=True)
    """From submission to a person's decision; None when there was none."""

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("day", Coalesce("section_id", 0), name="moderation_one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.section_id}: {self.submitted}"


class BusyThread(models.Model):
    """One of a day's most active debates."""

    day = models.DateField(db_index=True)
    article = models.ForeignKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="+")
    comments = models.PositiveIntegerField()
    """Submitted on that day, whatever became of them."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day} {self.article_id}: {self.comments}"

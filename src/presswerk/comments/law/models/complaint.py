from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Complaint(models.Model):
    """Against a decision: by the commenter against a statement, or by the reporter (DSA, article 20).

    One a decision. A person decides, and another one than before (article 20(6) asks for qualified staff and
    no machine alone; that it is another person is this newspaper's promise).
    """

    class Outcome(models.TextChoices):
        """What came of it."""

        OPEN = "", _("Not decided")
        UPHELD = "upheld", _("The decision stands")
        REVERSED = "reversed", _("The decision was wrong")
        MOOT = "moot", _("No longer there")

    statement = models.OneToOneField(
        "comments_law.Statement", verbose_name=_("statement of reasons"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="complaint",
    )  # fmt: skip
    report = models.OneToOneField(
        "comments_law.Report", verbose_name=_("report"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="complaint",
    )  # fmt: skip
    text = models.TextField(_("complaint"))
    language = models.CharField(max_length=12)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    due_at = models.DateTimeField(_("to be decided by"))
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome, blank=True, default="")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", verbose_name=_("decided by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(statement=None) ^ models.Q(report=None), name="comments_law_one_decision"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(outcome=""), name="comments_law_open_complaints"
            ),
            models.Index(fields=["received_at"], name="comments_law_complaints_time"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.outcome == self.Outcome.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it waits for longer than the publisher has promised."""
        return self.is_open and self.due_at < timezone.now()

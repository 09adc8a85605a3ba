from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """A notice of illegal content (DSA, article 16), about a comment or about an article.

    The rows of comment and article may go; `location` tells where it was.
    """

    class Origin(models.TextChoices):
        """Who told."""

        READER = "reader", _("A reader")
        FLAGGER = "flagger", _("A trusted flagger (article 22)")
        AUTHORITY = "authority", _("An authority (articles 9 and 10)")

    class Decision(models.TextChoices):
        """What came of it."""

        OPEN = "", _("Not decided")
        REMOVED = "removed", _("Removed")
        KEPT = "kept", _("Kept")
        MOOT = "moot", _("No longer there")

    comment = models.ForeignKey(
        "comments.Comment", verbose_name=_("comment"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="law_reports",
    )  # fmt: skip
    article = models.ForeignKey(
        "newsroom.ArticlePage", verbose_name=_("article"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    location = models.CharField(_("exact address"), max_length=500)
    ground = models.ForeignKey(
        "comments_law.Ground", verbose_name=_("what it is reported for"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    explanation = models.TextField(_("explanation"))
    origin = models.CharField(_("told by"), max_length=10, choices=Origin, default=Origin.READER)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    good_faith = models.BooleanField(_("in good faith"), default=False)
    language = models.CharField(_("language"), max_length=12)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    due_at = models.DateTimeField(_("to be decided by"))
    threatens_life = models.BooleanField(_("threat to life"), default=False)
    police_told_at = models.DateTimeField(_("police told"), null=True, blank=True)

    decision = models.CharField(_("decision"), max_length=8, choices=Decision, blank=True, default="")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", verbose_name=_("decided by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    decided_on = models.ForeignKey(
        "comments_law.Ground", verbose_name=_("on the ground of"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    answer = models.TextField(_("reasons given to the reporter"), blank=True)

    class Meta:
        verbose_name = _("report of illegal content")
        verbose_name_plural = _("reports of illegal content")
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(decision=""), name="comments_law_open_reports"
            ),
            models.Index(fields=["received_at"], name="comments_law_reports_by_time"),
            models.Index(fields=["email"], condition=~models.Q(email=""), name="comments_law_report_email"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.decision == self.Decision.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it waits for longer than the publisher has promised."""
        return self.is_open and self.due_at < timezone.now()

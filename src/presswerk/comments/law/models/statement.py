from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Statement(models.Model):
    """Why a comment was restricted, as its author was told (DSA, article 17).

    The words of the ground are copied: the publisher may change theirs later. It holds nothing of the
    comment's text and nobody's name.
    """

    class Restriction(models.TextChoices):
        """What was done (article 17(1)(a))."""

        REFUSED = "refused", _("Not published")
        REMOVED = "removed", _("Removed")
        HIDDEN = "hidden", _("Taken down until it has been looked at")
        BANNED = "banned", _("Author excluded from commenting")

    comment = models.ForeignKey(
        "comments.Comment", verbose_name=_("comment"), null=True, on_delete=models.SET_NULL,
        related_name="statements",
    )  # fmt: skip
    report = models.ForeignKey(
        "comments_law.Report", verbose_name=_("report"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="statements",
    )  # fmt: skip
    location = models.CharField(_("exact address"), max_length=500)
    restriction = models.CharField(_("what was done"), max_length=10, choices=Restriction)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    """The end of an exclusion; None for none that is known, and for what is done to a comment."""
    ground_code = models.CharField(max_length=40)
    ground_kind = models.CharField(max_length=5)
    ground_title = models.CharField(_("ground"), max_length=120)
    ground_text = models.TextField()
    facts = models.TextField(_("facts"), blank=True)
    """What the person who decided added in own words."""
    found_by_machine = models.BooleanField(_("found by a machine"), default=False)
    decided_by_machine = models.BooleanField(_("decided by a machine"), default=False)
    language = models.CharField(max_length=12)
    at = models.DateTimeField(_("at"), default=timezone.now)
    decided_by = models.ForeignKey(
        "accounts.User", verbose_name=_("decided by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    mailed = models.BooleanField(_("sent by mail"), default=False)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        indexes = [models.Index(fields=["at"], name="comments_law_statements_time")]

    def __str__(self) -> str:
        return f"{self.pk}"

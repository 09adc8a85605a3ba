from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RightsRequest(models.Model):
    """Somebody asked for what is stored about an e-mail address, or for a change of it (GDPR, chapter III).

    A link is answered by the mail with it; anything else waits for the operator. The answer is owed within
    one month (article 12(3)).
    """

    class Kind(models.TextChoices):
        """What was asked for."""

        LINK = "link", _("Link to see, take, correct or erase")
        ERASURE = "erasure", _("Erasure (article 17), done by the link")
        CORRECTION = "correction", _("Correction (article 16), done by the link")
        OTHER = "other", _("Something else, to be answered")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LINK)
    email = models.EmailField(_("e-mail address"), blank=True)
    message = models.TextField(_("message"), blank=True)
    language = models.CharField(max_length=12)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    due_at = models.DateTimeField(_("to be answered by"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", verbose_name=_("answered by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        permissions = [("handle_rights", "Can answer requests about personal data")]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(answered_at=None), name="comments_law_open_requests"
            ),
            models.Index(fields=["email"], condition=~models.Q(email=""), name="comments_law_request_email"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_late(self) -> bool:
        """Whether the legal deadline has passed without an answer."""
        return self.answered_at is None and self.due_at < timezone.now()

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Ban(models.Model):
    """Somebody who may not comment until a day. Person and network are known by their keyed hashes only."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail address")
        NETWORK = "network", _("Network")
        HOST = "host", _("Host of a link")

    kind = models.CharField(_("what is banned"), max_length=7, choices=Kind)
    value = models.CharField(max_length=253)
    """A keyed hash (`comments.hashing`), or a host."""
    label = models.CharField(_("known as"), max_length=253)
    """What moderators see: the name under which the person wrote, or the host."""
    until = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, editable=False)
    made_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        "accounts.User", verbose_name=_("by"), null=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    comment_id = models.BigIntegerField(null=True, editable=False)
    """The comment that gave rise to it."""

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["kind", "value"], condition=models.Q(lifted_at=None), name="moderation_bans_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"

    def holds_at(self, now: datetime) -> bool:
        """Whether it is neither lifted nor over."""
        return self.lifted_at is None and (self.until is None or self.until > now)

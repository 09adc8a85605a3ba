from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Unchangeable(TypeError):
    """Raised when somebody tries to change or delete what has been written down."""


class AuditEntry(models.Model):
    """One act, written in its transaction. It can be added and read; only retention deletes, by query.

    `data` holds what is needed to understand and undo the act, and no text, e-mail or address of a reader.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        "accounts.User", verbose_name=_("by"), null=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    """None for rules, the filter, jobs and readers themselves; `actor_kind` tells which."""
    actor_kind = models.CharField(max_length=10, default="staff", editable=False)
    """staff, filter, rule, reader, job."""
    act = models.CharField(_("act"), max_length=40, editable=False)
    subject_kind = models.CharField(max_length=20, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    comment_id = models.BigIntegerField(null=True, editable=False)
    data = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        indexes = [
            models.Index(fields=["-at", "-id"], name="comments_audit_time"),
            models.Index(fields=["comment_id", "at"], name="comments_audit_of_comment"),
            # Acts of persons only, which are few among all that the filter does.
            models.Index(
                fields=["actor", "-at", "-id"],
                condition=models.Q(actor__isnull=False),
                name="comments_audit_of_actor",
            ),
            models.Index(fields=["subject_kind", "subject_id", "at"], name="comments_audit_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_kind} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert. Raises Unchangeable for an entry that is there already."""
        if not self._state.adding:
            raise Unchangeable("An entry of the audit log cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises Unchangeable."""
        raise Unchangeable("An entry of the audit log cannot be deleted by hand; retention does it in time.")

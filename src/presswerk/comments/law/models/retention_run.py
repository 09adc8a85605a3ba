from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RetentionRun(models.Model):
    """What one rule of retention did at one time."""

    class Trigger(models.TextChoices):
        """Who let it run."""

        WORKER = "worker", _("The worker")
        COMMAND = "command", _("A command")
        RESTORE = "restore", _("A restore from a backup")

    rule = models.CharField(_("rule"), max_length=40)
    trigger = models.CharField(_("started by"), max_length=10, choices=Trigger)
    older_than = models.DateTimeField(_("what is older than"))
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    count = models.PositiveIntegerField(_("deleted or emptied"), default=0)
    error = models.CharField(_("error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("run of retention")
        verbose_name_plural = _("runs of retention")
        default_permissions = ()
        indexes = [models.Index(fields=["-started_at"], name="comments_law_runs_time")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.count}"

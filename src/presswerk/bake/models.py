from django.db import models
from django.utils.translation import gettext_lazy as _


class Purge(models.Model):
    """A fact: what bears this tag has changed. Written in the transaction of the change itself."""

    class Strength(models.TextChoices):
        WAIT = "wait", _("Wait: the next reader waits for the new page")
        SOFT = "soft", _("Soft: the old page may be shown a few seconds more")
        HARD = "hard", _("Hard: the old page is never shown again")

    sequence = models.BigAutoField(primary_key=True)
    tag = models.CharField(max_length=120)
    strength = models.CharField(max_length=4, choices=Strength, default=Strength.WAIT)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")

    def __str__(self) -> str:
        return f"{self.sequence}: {self.tag} ({self.strength})"

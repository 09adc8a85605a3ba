from django.db import models
from django.utils.translation import gettext_lazy as _

from presswerk.bake.current_transaction import CurrentTransaction


class Purge(models.Model):
    """A fact: what bears this tag has changed. Written in the transaction of the change itself."""

    class Strength(models.TextChoices):
        WAIT = "wait", _("Wait: the next reader waits for the new page")
        SOFT = "soft", _("Soft: the old page may be shown a few seconds more")
        HARD = "hard", _("Hard: the old page is never shown again")

    sequence = models.BigAutoField(primary_key=True)
    tag = models.TextField()
    strength = models.CharField(max_length=4, choices=Strength, default=Strength.WAIT)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    # PostgreSQL only: the transaction that wrote it, filled by the database itself. Numbers are drawn in
    # another order than transactions end, so what is new is told by the transactions that have ended.
    transaction = models.BigIntegerField(
        null=True, db_index=True, editable=False, db_default=CurrentTransaction()
    )

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")

    def __str__(self) -> str:
        return f"{self.sequence}: {self.tag} ({self.strength})"


class Mute(models.Model):
    """While a transaction has a row here, its triggers write no purges."""

    class Meta:
        db_table = "bake_mute"
        verbose_name = _("mute")
        verbose_name_plural = _("mutes")

    def __str__(self) -> str:
        return str(self.pk)


class LogIdentity(models.Model):
    """Which log this is: positions in another one mean nothing here. One row, renewed by a restore."""

    token = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("identity of the purge log")
        verbose_name_plural = _("identities of the purge log")

    def __str__(self) -> str:
        return self.token


class SharedCache(models.Model):
    """A shared cache that is told of purges: how far, by whom, and what went wrong."""

    url = models.CharField(max_length=500, unique=True)
    position = models.TextField(blank=True, default="")
    holder = models.CharField(max_length=16, blank=True, default="")
    held_until = models.DateTimeField(null=True, blank=True)
    sent = models.BigIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True, default="")

    class Meta:
        default_permissions = ()
        verbose_name = _("shared cache")
        verbose_name_plural = _("shared caches")

    def __str__(self) -> str:
        return self.url

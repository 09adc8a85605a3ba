from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from presswerk.spam.reading.addresses import host_of


class ListEntry(models.Model):
    """A word, a phrase or a host, and what happens to a comment that has it."""

    class Kind(models.TextChoices):
        WORD = "word", _("Word or phrase")
        HOST = "host", _("Host of a link")

    class Verdict(models.TextChoices):
        HOLD = "hold", _("Hold for a moderator")
        DISCARD = "discard", _("Discard as spam")
        REFUSE = "refuse", _("Refuse, and say so at the form")

    kind = models.CharField(_("what it is"), max_length=4, choices=Kind, default=Kind.WORD)
    pattern = models.CharField(
        _("word, phrase or host"),
        max_length=120,
        help_text=_(
            "A word counts as a whole; with * at its end every word that begins so. A host counts with all "
            "below it."
        ),
    )
    verdict = models.CharField(_("what happens"), max_length=7, choices=Verdict, default=Verdict.HOLD)
    until = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: for good."))
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("For the moderators only."))
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        "accounts.User", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("entry of a list")
        verbose_name_plural = _("word and host lists")
        default_permissions = ()
        ordering = ["kind", "pattern"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "pattern"],
                name="moderation_listed_once",
                violation_error_message=_("This is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.pattern

    def clean(self) -> None:
        self.pattern = " ".join(self.pattern.split()).casefold()
        if self.kind == self.Kind.HOST:
            host = host_of(self.pattern)
            if not host:
                raise ValidationError({"pattern": _("Write a host like example.org.")})
            self.pattern = host
        elif not any(letter.isalnum() for letter in self.pattern):
            raise ValidationError({"pattern": _("Write a word or a phrase.")})

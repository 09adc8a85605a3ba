from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def edition_languages() -> list[tuple[str, str]]:
    """The languages of the newspaper; a function, so that another setting is no change of the table."""
    return list(settings.LANGUAGES)


class HouseRules(models.Model):
    """One version of the rules for comments in one language (DSA, article 14).

    A version in force is never changed: whoever was judged by it can read it as it was.
    """

    language = models.CharField(_("language"), max_length=12, choices=edition_languages)
    valid_from = models.DateField(_("in force from"), default=timezone.localdate)
    text = models.TextField(
        _("text"),
        help_text=_(
            "Markdown: # for headings, - for lists, **strong**. Say what is not allowed, what happens then, "
            "whether machines take part, and how one complains (DSA, article 14(1))."
        ),
    )
    changes = models.CharField(
        _("what has changed"),
        max_length=300,
        blank=True,
        help_text=_("Shown to readers (DSA, article 14(2))."),
    )

    class Meta:
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")
        ordering = ["language", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "valid_from"],
                name="comments_law_one_version_a_day",
                violation_error_message=_("There is a version of that day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()}, {self.valid_from:%Y-%m-%d}"

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> "HouseRules":
        found = super().from_db(db, field_names, values)
        found._was = {name: found.__dict__.get(name) for name in ("language", "valid_from", "text")}
        return found

    _was: dict[str, Any] | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether it was in force when it was loaded, and so can no longer be changed."""
        return self._was is not None and self._was["valid_from"] <= timezone.localdate()

    def clean(self) -> None:
        """Raise ValidationError for a change of what is or was in force."""
        now = {name: getattr(self, name) for name in ("language", "valid_from", "text")}
        if self.is_in_force and now != self._was:
            raise ValidationError(
                _(
                    "This version is in force and stays as it is. Add a new one with the day "
                    "from which it holds."
                )
            )
        if not self.is_in_force and self.valid_from is not None and self.valid_from < timezone.localdate():
            raise ValidationError({"valid_from": _("Rules cannot come into force in the past.")})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises ValidationError for a version that is or was in force."""
        if self.is_in_force:
            raise ValidationError(_("A version that has been in force stays readable."))
        return super().delete(*args, **kwargs)

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Ground(models.Model):
    """A ground on which a comment is restricted: a law or a house rule (DSA, article 17(3)(d) and (e)).

    `code` is what the desk gives as its reason for refusing; letters and the form for reports show the words.
    The publisher edits them; a migration brings those of German law.
    """

    class Kind(models.TextChoices):
        """What the decision rests on."""

        LAW = "law", _("Law")
        RULES = "rules", _("House rules")

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("As the desk's reasons for refusing are called.")
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.RULES)
    title_de = models.CharField(_("name in German"), max_length=120)
    title_en = models.CharField(_("name in English"), max_length=120)
    text_de = models.TextField(
        _("text of letters in German"),
        help_text=_("Which provision, and why such a text offends against it."),
    )
    text_en = models.TextField(_("text of letters in English"))
    can_be_reported = models.BooleanField(
        _("a choice in the form for reports"), default=False,
        help_text=_("For illegal content; a breach of the house rules needs no letter of the law."),
    )  # fmt: skip
    without_name = models.BooleanField(
        _("reported without a name"), default=False,
        help_text=_(
            "Sexual abuse of children: name and e-mail address are not asked for (DSA, article 16(2)(c))."
        ),
    )  # fmt: skip
    may_threaten_life = models.BooleanField(
        _("may be a threat to life"), default=False,
        help_text=_("Such reports are marked in the queue (DSA, article 18)."),
    )  # fmt: skip
    sort_order = models.PositiveIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("legal ground")
        verbose_name_plural = _("legal grounds")
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the language in force; English where that is not German."""
        return self._in_language("title")

    @property
    def text(self) -> str:
        """In the language in force; English where that is not German."""
        return self._in_language("text")

    def _in_language(self, field: str) -> Any:
        code = "de" if (get_language() or "en").startswith("de") else "en"
        return getattr(self, f"{field}_{code}")

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """When a comment becomes public."""

    OFF = "off", _("No comments")
    BEFORE = "before", _("After a moderator has read it")
    FIRST = "first", _("At once, but the first one of each author after a moderator has read it")
    PROBABILITY = "filter", _("At once, unless the filter has doubts")
    AFTER = "after", _("At once; moderators read it afterwards")


class DebateRules(models.Model):
    """Rules for the whole paper, for a section with those below it, or for one article.

    An empty field takes the value of the next wider scope: article, its sections upward, paper, and then
    `rules.DEFAULTS`.
    """

    section = models.OneToOneField(
        "newsroom.SectionPage", verbose_name=_("section"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="debate_rules",
    )  # fmt: skip
    article = models.OneToOneField(
        "newsroom.ArticlePage", verbose_name=_("article"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="debate_rules",
    )  # fmt: skip
    mode = models.CharField(_("when comments appear"), max_length=10, choices=Mode, blank=True)
    hold_above = models.FloatField(
        _("hold from this probability of spam"), null=True, blank=True,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )  # fmt: skip
    discard_above = models.FloatField(
        _("discard from this probability of spam"), null=True, blank=True,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )  # fmt: skip
    hold_insults_above = models.FloatField(
        _("hold from this probability of an insult"), null=True, blank=True,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )  # fmt: skip
    close_after_days = models.PositiveIntegerField(_("close after days"), null=True, blank=True)
    """0 means never."""
    close_after_comments = models.PositiveIntegerField(_("close after comments"), null=True, blank=True)
    """0 means never."""
    closed_at = models.DateTimeField(_("closed since"), null=True, blank=True)
    slow_seconds = models.PositiveIntegerField(
        _("seconds between two comments of the same author"), null=True, blank=True
    )
    read_from = models.TimeField(_("comments are read from"), null=True, blank=True)
    read_until = models.TimeField(_("comments are read until"), null=True, blank=True)
    shortest = models.PositiveIntegerField(_("fewest characters"), null=True, blank=True)
    longest = models.PositiveIntegerField(_("most characters"), null=True, blank=True)

    class Meta:
        verbose_name = _("rules of debates")
        verbose_name_plural = _("rules of debates")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section=None) | models.Q(article=None), name="comments_rules_one_scope"
            ),
            # One row for the paper: a null is equal to no other one, so a constant stands for it.
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(section=None, article=None),
                name="comments_rules_one_for_paper",
            ),
        ]

    def __str__(self) -> str:
        return str(self.article or self.section or _("The whole paper"))

    def clean(self) -> None:
        if (self.read_from is None) != (self.read_until is None):
            raise ValidationError(_("Give both times between which comments are read, or none."))
        if (
            self.hold_above is not None
            and self.discard_above is not None
            and self.discard_above < self.hold_above
        ):
            raise ValidationError(
                {"discard_above": _("This must not be less than the probability from which it is held.")}
            )

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable

from presswerk import bake

MOST_PINS = 8


class Curated(models.Model):
    """A front that an editor arranges: a pinned lead and pinned teasers; rules fill the rest."""

    lead_article = models.ForeignKey(
        "newsroom.ArticlePage",
        verbose_name=_("pinned lead"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands on top. The newest article does when this is empty."),
    )
    lead_until = models.DateTimeField(
        _("pinned until"), null=True, blank=True, help_text=_("Without a time it stays until you change it.")
    )

    class Meta:
        abstract = True

    def pinned_ids(self) -> tuple[int | None, list[int]]:
        """The pinned lead's id and those of the pinned teasers whose time is not over; one query."""
        now = timezone.now()
        all_pins = list(self.pins.all())
        for until in (self.lead_until, *(pin.until for pin in all_pins)):
            if until is not None and until > now:
                bake.expires(until)
        lead = self.lead_article_id
        if lead and self.lead_until and self.lead_until <= now:
            lead = None
        pins = [
            pin.article_id
            for pin in all_pins
            if (pin.until is None or pin.until > now) and pin.article_id != lead
        ]
        return lead, pins[:MOST_PINS]


class Pin(Orderable):
    """An article that an editor puts on a front until a moment."""

    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("pinned teaser")
        verbose_name_plural = _("pinned teasers")

    panels = [PageChooserPanel("article"), FieldPanel("until")]

    def clean(self) -> None:
        super().clean()
        if self.until and self.pk is None and self.until <= timezone.now():
            raise ValidationError({"until": _("This moment has passed already.")})


def curation_panels() -> list:
    """The panels with which an editor arranges a front."""
    return [
        MultiFieldPanel(
            [PageChooserPanel("lead_article"), FieldPanel("lead_until")],
            heading=_("Lead"),
        ),
        InlinePanel("pins", heading=_("Pinned teasers"), label=_("Pinned teaser"), max_num=MOST_PINS),
    ]

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

# Checked against what the services themselves publish: TelefonSeelsorge Deutschland (telefonseelsorge.de:
# 0800 111 0 111, 0800 111 0 222 and 116 123, free of charge), TelefonSeelsorge Österreich
# (telefonseelsorge.at: 142; by KEM-V 2009 an emergency number, free of charge: RTR, "Kurzrufnummern für
# Notrufdienste"), Die Dargebotene Hand, Schweiz und Liechtenstein (143.ch: 143). 116 123 is the harmonised
# European number for emotional support (Commission Decision 2007/698/EC).
GERMAN = (
    "Deutschland: TelefonSeelsorge 0800 111 0 111, 0800 111 0 222 oder 116 123, kostenfrei und rund um die "
    "Uhr, auch als Chat und Mail: online.telefonseelsorge.de\n"
    "Österreich: TelefonSeelsorge 142\n"
    "Schweiz und Liechtenstein: Die Dargebotene Hand 143"
)
# Samaritans, United Kingdom and Ireland (samaritans.org: 116 123); findahelpline.com lists the services of
# the world.
ENGLISH = (
    "Germany: TelefonSeelsorge 116 123, free of charge, at any hour\n"
    "Austria: TelefonSeelsorge 142\n"
    "Switzerland and Liechtenstein: 143\n"
    "United Kingdom and Ireland: Samaritans 116 123\n"
    "Elsewhere: findahelpline.com"
)


@register_setting(icon="comment")
class DeskSettings(BaseSiteSetting):
    """What the publisher decides about the desk."""

    help_line_de: models.TextField = models.TextField(
        _("help lines in a suicide crisis, in German"),
        blank=True,
        default=GERMAN,
        help_text=_(
            "Shown to a commenter who writes of taking their own life, and to the moderators; never to "
            "other readers."
        ),
    )
    help_line_en: models.TextField = models.TextField(
        _("help lines in a suicide crisis, in English"), blank=True, default=ENGLISH
    )
    show_discarded_days: models.PositiveSmallIntegerField = models.PositiveSmallIntegerField(
        _("days for which the desk lists what the filter discarded"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("So long it can be rescued there, unless retention deletes it before."),
    )

    panels = [FieldPanel("help_line_de"), FieldPanel("help_line_en"), FieldPanel("show_discarded_days")]

    class Meta:
        verbose_name = _("comments: moderators' desk")
        verbose_name_plural = _("comments: moderators' desk")

    def help_lines(self, language: str) -> list[str]:
        """One service a line, in this language or else in English."""
        text = self.help_line_de if language.startswith("de") else self.help_line_en
        return [line.strip() for line in text.splitlines() if line.strip()]


def desk_settings() -> DeskSettings:
    """The paper's, or what they are as long as nobody changed them. One query; nothing is written."""
    return DeskSettings.objects.order_by("site_id").first() or DeskSettings()

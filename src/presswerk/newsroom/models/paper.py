from django.core.validators import RegexValidator
from django.db import models
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from presswerk.newsroom.models.shown_colours import ShownColoursPanel
from presswerk.theme.fonts.pairs import choices

_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six hexadecimal digits, like #0b5394.")
)


@register_setting(icon="globe")
class SiteSettings(BaseSiteSetting):
    """What the publisher decides about the paper; what the operator decides is in `conf`."""

    name = models.CharField(_("name of the paper"), max_length=120, default="Presswerk")
    claim = models.CharField(_("claim"), max_length=200, blank=True, help_text=_("Stands under the name."))
    description = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("For search engines and feeds.")
    )
    logo = models.ForeignKey(
        "newsroom.Image",
        verbose_name=_("logo"),
        help_text=_("Best as a PNG or WebP that one can see through, at least 800 pixels wide."),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    logo_dark = models.ForeignKey(
        "newsroom.Image",
        verbose_name=_("logo on dark ground"),
        help_text=_("Shown to readers whose device is set to dark. Without one they see the other."),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#a3241e",
        validators=[_colour],
        help_text=_(
            "For links under the pointer, marks and the line below the open section. Kept as you write it, "
            "and lightened or darkened by itself where it would be hard to read: see below."
        ),
    )
    ground_colour = models.CharField(
        _("ground colour"),
        max_length=7,
        blank=True,
        validators=[_colour],
        help_text=_(
            "Such as #fff7ec: the page behind the text, and tinted the boxes and lines on it. On dark ground "
            "its hue remains as a tint. Empty, it is that of the look."
        ),
    )
    signal_colour = models.CharField(
        _("signal colour"),
        max_length=7,
        blank=True,
        validators=[_colour],
        help_text=_(
            "Such as #ffd43b: behind labels like “Opinion” or “Advertisement”. Empty, it is that of the look."
        ),
    )
    font_pair = models.CharField(
        _("fonts"),
        max_length=20,
        blank=True,
        choices=choices,
        help_text=_("They are served by this newspaper itself; nothing is asked of other hosts."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    publisher_address = models.TextField(_("publisher's address"), blank=True)
    responsible_person = models.CharField(
        _("responsible person"),
        max_length=200,
        blank=True,
        help_text=_("Responsible for the content under § 18 (2) of the German Medienstaatsvertrag."),
    )
    responsible_address = models.TextField(_("responsible person's address"), blank=True)
    register_entry = models.CharField(_("register entry and VAT number"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail address"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=60, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("claim"), FieldPanel("description")], heading=_("Name")
        ),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldPanel("logo_dark"),
                FieldPanel("accent_colour", widget=TextInput(attrs={"type": "color"})),
                FieldPanel("ground_colour"),
                FieldPanel("signal_colour"),
                ShownColoursPanel(),
                FieldPanel("font_pair"),
            ],
            heading=_("Appearance"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("publisher_address"),
                FieldPanel("register_entry"),
                FieldPanel("responsible_person"),
                FieldPanel("responsible_address"),
            ],
            heading=_("Publisher"),
        ),
        MultiFieldPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")], heading=_("Contact")),
    ]

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return self.name

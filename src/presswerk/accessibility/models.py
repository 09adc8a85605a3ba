from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="glasses")
class AccessibilitySettings(BaseSiteSetting):
    """What only the publisher knows of the paper's accessibility. See `statement` for what the law asks."""

    class Basis(models.TextChoices):
        VOLUNTARY = "voluntary", _("None: we make it of our own accord")
        BFSG = "bfsg", _("Barrierefreiheitsstärkungsgesetz (services to consumers, such as subscriptions)")
        PUBLIC = "public", _("Directive (EU) 2016/2102 (public bodies)")

    class Status(models.TextChoices):
        FULL = "full", _("Fully accessible")
        PARTIAL = "partial", _("Partially accessible")
        NONE = "none", _("Not accessible")

    class Method(models.TextChoices):
        SELF = "self", _("Our own assessment")
        EXTERNAL = "external", _("Assessment by a third party")

    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_(
            "When you last compared the statement with the paper. Until then the page says that nobody has "
            "checked it. Public bodies look at it once a year."
        ),
    )
    basis = models.CharField(
        _("legal basis"),
        max_length=10,
        choices=Basis,
        default=Basis.VOLUNTARY,
        help_text=_("Micro-enterprises that offer services are exempt from the BFSG (§ 3 (3))."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PARTIAL)
    method = models.CharField(_("how it was assessed"), max_length=10, choices=Method, default=Method.SELF)
    assessor = models.CharField(_("assessed by"), max_length=200, blank=True)
    service = models.TextField(
        _("the service"),
        blank=True,
        help_text=_("What readers find here and how they use it, in plain words (BFSG, annex 3)."),
    )
    exceptions = models.TextField(
        _("further exceptions"),
        blank=True,
        help_text=_(
            "What of this paper is not accessible, why, and what there is in its place; one a line. Those "
            "that every newspaper has are in the text already."
        ),
    )
    contact_email = models.EmailField(
        _("e-mail address for barriers"), blank=True, help_text=_("The paper's own when left empty.")
    )
    authority = models.CharField(
        _("supervising authority"),
        max_length=300,
        blank=True,
        help_text=_(
            "Name and address of who supervises you. For the BFSG that is the Marktüberwachungsstelle der "
            "Länder (MLBF) in Magdeburg, which stands there when this is left empty."
        ),
    )
    authority_url = models.URLField(_("its address on the web"), blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("checked_on"), FieldPanel("basis"), FieldPanel("status"), FieldPanel("method"),
             FieldPanel("assessor")],
            heading=_("Assessment"),
        ),
        MultiFieldPanel([FieldPanel("service"), FieldPanel("exceptions")], heading=_("Contents")),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("authority"), FieldPanel("authority_url")],
            heading=_("Contact and supervision"),
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("accessibility")

    def __str__(self) -> str:
        return f"Accessibility of site {self.site_id}"

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperIcon(models.Model):
    """One file of the paper's icons, as it is sent. There are six of a site, 30 KB together."""

    site = models.ForeignKey(
        "wagtailcore.Site", verbose_name=_("site"), on_delete=models.CASCADE, related_name="paper_icons"
    )
    name = models.CharField(_("name"), max_length=40)
    content_type = models.CharField(_("type"), max_length=40)
    content = models.BinaryField(_("content"))
    facts = models.CharField(
        _("facts"), max_length=32, help_text=_("Fingerprint of what of the paper is to be seen on it.")
    )

    class Meta:
        verbose_name = _("icon")
        verbose_name_plural = _("icons")
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="syndication_icon_once"),
        ]

    def __str__(self) -> str:
        return self.name

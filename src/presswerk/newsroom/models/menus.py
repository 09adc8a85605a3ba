from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable


class Menu(ClusterableModel):
    """A row of links that stands on every page of an edition."""

    class Place(models.TextChoices):
        MAIN = "main", _("Main menu")
        FOOTER = "footer", _("Footer")

    place = models.CharField(_("place"), max_length=10, choices=Place)
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["locale", "place"]
        constraints = [models.UniqueConstraint(fields=["place", "locale"], name="newsroom_menu_once")]

    def __str__(self) -> str:
        return f"{self.get_place_display()} ({self.locale})"


class MenuItem(Orderable):
    """A link to a page of this paper or to an address elsewhere."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = models.CharField(
        _("address"), max_length=500, blank=True, help_text=_("Used when no page is chosen.")
    )
    label = models.CharField(
        pgettext_lazy("of a link", "label"),
        max_length=80,
        blank=True,
        help_text=_("The page's title when left empty."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")

    def __str__(self) -> str:
        return self.label or (self.page.title if self.page else self.address)

    def clean(self) -> None:
        super().clean()
        if not self.page and not self.address:
            raise ValidationError(_("Choose a page or write an address."))
        if self.address and not self.page:
            if not self.label:
                raise ValidationError({"label": _("A link to an address needs a label.")})
            if not self.address.startswith(("/", "https://", "http://", "mailto:")):
                raise ValidationError(
                    {"address": _("Start the address with https://, mailto: or a slash for this site.")}
                )

from django.db import models
from django.utils.translation import gettext_lazy as _


class EmbedStill(models.Model):
    """What a still card shows before the click: fetched once by a job, never during a request."""

    address = models.URLField(_("address"), max_length=500, unique=True)
    provider = models.CharField(_("provider"), max_length=20)
    title = models.CharField(_("title"), max_length=300, blank=True)
    author_name = models.CharField(_("author"), max_length=200, blank=True)
    picture = models.ForeignKey(
        "newsroom.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    fetched_at = models.DateTimeField(_("fetched at"), null=True)
    error = models.CharField(_("error"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("embed still")
        verbose_name_plural = _("embed stills")

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def tag(self) -> str:
        """The tag of pages that show it."""
        return still_tag(self.address)


def still_tag(address: str) -> str:
    """The tag for the still of an address, whether it is stored yet or not."""
    return f"still:{address}"

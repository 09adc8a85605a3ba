from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from presswerk.newsroom import addresses
from presswerk.newsroom.slugs import slug_from


class AuthorProfile(index.Indexed, TranslatableMixin, ClusterableModel):
    """Somebody whose name stands over articles. Not a user account, though an account may own one."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff")
        GUEST = "guest", _("Guest")
        AGENCY = "agency", _("Agency")

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(
        _("slug"), max_length=160, blank=True, help_text=_("Part of the address; made from the name.")
    )
    kind = models.CharField(
        pgettext_lazy("of an author", "kind"), max_length=10, choices=Kind, default=Kind.STAFF
    )
    position = models.CharField(
        _("position"), max_length=160, blank=True, help_text=_("For example: political editor.")
    )
    short_biography = models.CharField(
        _("short biography"), max_length=400, blank=True, help_text=_("Shown under every article.")
    )
    biography = RichTextField(_("biography"), blank=True, features=["bold", "italic", "link", "ol", "ul"])
    portrait = models.ForeignKey(
        "newsroom.Image",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(
        _("public e-mail address"), blank=True, help_text=_("Shown to everybody. Leave empty to show none.")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author_profiles",
    )

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("position"),
        index.FilterField("kind"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="newsroom_author_slug_once"),
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="newsroom_author_translated_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return addresses.author_path(self)

    def clean(self) -> None:
        super().clean()
        if not self.slug:
            self.slug = slug_from(self.name) or "n"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = slug_from(self.name) or "n"
        super().save(*args, **kwargs)


class AuthorLink(Orderable):
    """An address at which an author is to be found elsewhere."""

    author = ParentalKey(AuthorProfile, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(pgettext_lazy("of a link", "label"), max_length=60)
    url = models.URLField(_("address"), max_length=500)

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.label

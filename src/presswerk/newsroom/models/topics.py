from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index

from presswerk.newsroom import addresses
from presswerk.newsroom.slugs import slug_from


class Topic(index.Indexed, TranslatableMixin, models.Model):
    """What articles speak about: a tag with a page of its own, a lead and synonyms."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"), max_length=120, blank=True, help_text=_("Part of the address; made from the name.")
    )
    lead = models.TextField(_("lead"), blank=True, help_text=_("Opens the topic's page."))
    synonyms = models.TextField(
        _("synonyms"), blank=True, help_text=_("Other names for it, one a line; they find it too.")
    )

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("synonyms"),
        index.AutocompleteField("synonyms"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="newsroom_topic_slug_once"),
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="newsroom_topic_translated_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = slug_from(self.name) or "t"
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if not self.slug:
            self.slug = slug_from(self.name) or "t"

    @property
    def url(self) -> str:
        return addresses.topic_path(self)

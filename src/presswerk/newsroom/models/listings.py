from django.db import models
from django.utils.translation import gettext_lazy as _


class Listing(models.Model):
    """One row for each place where a public article is listed, newest first.

    A section's list shows its own articles, those of its sub-sections and those shown in it besides;
    with one row for each, every list at any size is one walk down one index, and never a sort.
    Kept by `newsroom.actions.listing`; rows exist for live articles alone.
    """

    class Kind(models.IntegerChoices):
        EDITION = 1, _("Edition")
        SECTION = 2, _("Section")
        AUTHOR = 3, _("Author")
        TOPIC = 4, _("Topic")

    kind = models.PositiveSmallIntegerField(choices=Kind)
    # Locale, SectionPage, AuthorProfile or Topic, as the kind says.
    target_id = models.BigIntegerField()
    article = models.ForeignKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="listings")
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.UniqueConstraint(fields=["article", "kind", "target_id"], name="newsroom_listed_once")
        ]
        indexes = [
            models.Index(
                "kind",
                "target_id",
                models.F("published_at").desc(),
                models.F("article").desc(),
                name="newsroom_listing_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target_id}: {self.article_id}"


class ArchiveDay(models.Model):
    """How many articles an edition published on a day (in the paper's time zone); feeds the archive."""

    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    articles = models.PositiveIntegerField(_("articles"), default=0)

    class Meta:
        verbose_name = _("archive day")
        verbose_name_plural = _("archive days")
        constraints = [models.UniqueConstraint(fields=["locale", "day"], name="newsroom_archive_day_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.articles}"

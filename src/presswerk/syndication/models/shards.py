from django.db import models
from django.utils.translation import gettext_lazy as _


class SitemapShard(models.Model):
    """When a shard of the articles' sitemap last became another one.

    Kept in the transaction of each change, because nothing else tells of an article that was taken back,
    and because the index may not look through the archive for the date of its newest article.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("part of the sitemap")
        verbose_name_plural = _("parts of the sitemap")

    def __str__(self) -> str:
        return str(self.number)

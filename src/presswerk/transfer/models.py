from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """What became of one article of a source, so that a repeated import knows it again.

    The row stays when the newsroom deletes the article: an import never brings back what was deleted.
    """

    source = models.CharField(_("source"), max_length=60)
    external_id = models.CharField(_("id at the source"), max_length=200)
    article = models.ForeignKey(
        "newsroom.ArticlePage",
        verbose_name=_("article"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # BLAKE2b of what the source said, in hexadecimal digits.
    content_hash = models.CharField(max_length=40)
    # Whether the search and reference indexes know the article; loading leaves that to a job.
    is_indexed = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="transfer_item_once"),
        ]
        indexes = [
            models.Index("id", name="transfer_item_to_index", condition=models.Q(is_indexed=False)),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.external_id}"

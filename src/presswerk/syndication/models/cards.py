from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from presswerk.newsroom.models.pictures import random_file_name

# Where share pictures lie below the media folder.
FOLDER = "cards"


def _file_name(instance: Any, filename: str) -> str:
    return random_file_name(FOLDER, filename)


class ShareCard(models.Model):
    """The picture of an article that messengers and networks show, with its headline set in it."""

    article = models.OneToOneField(
        "newsroom.ArticlePage",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="share_card",
        primary_key=True,
    )
    file = models.FileField(_("file"), upload_to=_file_name, db_index=True)
    facts = models.CharField(
        _("facts"), max_length=32, help_text=_("Fingerprint of what of the article is to be seen on it.")
    )
    made_at = models.DateTimeField(_("made"), auto_now=True)

    class Meta:
        verbose_name = _("share picture")
        verbose_name_plural = _("share pictures")

    def __str__(self) -> str:
        return str(self.file)

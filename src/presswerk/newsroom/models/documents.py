from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument

from presswerk.newsroom.models.pictures import random_file_name

# Where uploaded files lie below the media folder.
FOLDER = "files"


def document_file_name(document: "Document", filename: str) -> str:
    """Where an uploaded file is stored; nobody finds it by guessing."""
    return random_file_name(FOLDER, filename)


class Document(AbstractDocument):
    """A file: sound, moving pictures, captions, or something for readers to take along."""

    file = models.FileField(_("file"), upload_to=document_file_name)
    # Both fields again, because Wagtail's own unused document model has taken their reverse names.
    tags = TaggableManager(
        help_text=None, blank=True, verbose_name=_("tags"), related_name="newsroom_documents"
    )
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="newsroom_documents",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    @property
    def media_url(self) -> str:
        """The address for players: it answers to ranges, so that one can jump in long pieces."""
        return self.file.url

"""Wagtail's upload forms with these checks; every way of uploading in the editor is built on them.

Named in the settings WAGTAILIMAGES_IMAGE_FORM_BASE and WAGTAILDOCS_DOCUMENT_FORM_BASE.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from presswerk.newsroom import pictures
from presswerk.newsroom.models import Image
from presswerk.newsroom.uploads.documents import validate_document
from presswerk.newsroom.uploads.pictures import validate_picture


class PictureForm(BaseImageForm):
    """Uploads and describes a picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if description := self.fields.get("description"):
            description.label = _("Alternative text")
            description.help_text = _(
                "What is to be seen, for those who do not see it. "
                "It must be there unless the picture is decorative."
            )
        if credit := self.fields.get("credit"):
            credit.error_messages["required"] = _("Say who made the picture: it is shown with it.")
        if rights_until := self.fields.get("rights_until"):
            rights_until.widget = AdminDateInput()

    def clean_file(self) -> Any:
        """The file, when it is new and sound, or as it was."""
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            validate_picture(file)
        return file

    def save(self, commit: bool = True) -> Image:
        """Store it, with one size of each shape: a preview a moment later shows it already.

        All other sizes are the worker's. No transaction is open here (site.editor_writes).
        """
        picture: Image = super().save(commit)
        if commit and "file" in self.changed_data:
            pictures.make_at_once(picture)
        return picture


class DocumentForm(BaseDocumentForm):
    """Uploads and describes a document."""

    def clean_file(self) -> Any:
        """The file, when it is new and what its ending says, or as it was."""
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            validate_document(file)
        return file

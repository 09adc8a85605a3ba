import re
import secrets
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

# 128 random bits: nobody finds the picture of an unpublished article by guessing its address.
_RANDOM_BYTES = 16
# Of the name of a stored size: 128 bits too.
_DIGITS = 32
_NOT_IN_SIZES = re.compile(r"[^a-z0-9]+")
# Where stored sizes lie below the media folder.
FOLDER = "pictures"


def random_file_name(folder: str, filename: str) -> str:
    """Return `folder/<32 hex digits><suffix>`; the uploaded name stays in the title alone."""
    return f"{folder}/{secrets.token_hex(_RANDOM_BYTES)}{_suffix_of(filename)}"


def _suffix_of(filename: str) -> str:
    return PurePosixPath(filename).suffix.lower()[:8]


class Image(AbstractImage):
    """A picture with what the law and the reader ask for: alternative text, credit, licence."""

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture tells nothing that the text does not; screen readers skip it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(
        pgettext_lazy("of a picture", "credit"),
        max_length=255,
        help_text=_("Who made it, and the agency: shown with the picture."),
    )
    licence = models.CharField(
        _("licence"), max_length=120, blank=True, help_text=_("For example CC BY 4.0, or the contract.")
    )
    rights_until = models.DateField(
        _("rights until"), null=True, blank=True, help_text=_("After this day the picture may not be used.")
    )

    # Position in newsroom.tints.TINTS, NONE where one can see through the picture; empty until it is known.
    tint = models.SmallIntegerField(null=True, editable=False)

    # Both fields again, because Wagtail's own unused image model has taken their reverse names.
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="newsroom_images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="newsroom_images",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "caption",
        "credit",
        "licence",
        "rights_until",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("credit"),
        index.FilterField("rights_until"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        return random_file_name("originals", filename)

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.description

    def clean(self) -> None:
        super().clean()
        if not self.description and not self.is_decorative:
            raise ValidationError(
                {"description": _("Describe what is to be seen, or mark the picture as decorative.")}
            )


class Rendition(AbstractRendition):
    """A stored size of a picture. Reader pages show stored ones only and never make one."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        # Who asks for a file knows its name alone.
        indexes = [models.Index(fields=["file"], name="newsroom_rendition_file")]

    def get_upload_to(self, filename: str) -> str:
        """Return `pictures/<32 hex digits>-<size>.<format>`, the digits the same for all sizes of a picture.

        A page names each picture four to nine times, and no compression saves digits that are new each time.
        Without the newspaper's key they cannot be told from the picture or from its original's name
        (HMAC-SHA-256, cut to 128 bits: RFC 2104, section 5). Another file or another focal point gives
        others, because browsers keep what they have seen under a name for ever.
        """
        focus = self.image.get_focal_point()
        told = f"{self.image.file.name} {tuple(focus) if focus else ''}"
        digits = salted_hmac("presswerk.newsroom.rendition", told, algorithm="sha256").hexdigest()
        size = _NOT_IN_SIZES.sub("", self.filter_spec.partition("|")[0].removeprefix("fill-"))
        return f"{FOLDER}/{digits[:_DIGITS]}-{size}{_suffix_of(filename)}"

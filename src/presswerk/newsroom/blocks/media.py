"""Pictures, sound, moving pictures, files, and what other sites show behind a click."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from presswerk.newsroom import providers
from presswerk.newsroom.blocks.choosers import PictureChooserBlock
from presswerk.newsroom.rich_text import PaperRichTextBlock


class PictureBlock(blocks.StructBlock):
    """A picture with caption and credit."""

    picture = PictureChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(
        label=_("caption"), required=False, max_length=500, help_text=_("The picture's own when left empty.")
    )
    alt_text = blocks.CharBlock(
        label=_("alternative text"),
        required=False,
        max_length=255,
        help_text=_("Only when this article needs another one than the picture has."),
    )
    size = blocks.ChoiceBlock(
        label=_("size"),
        choices=[
            ("column", _("As wide as the text")),
            ("wide", _("Wider than the text")),
            ("full", _("As wide as the page")),
            ("portrait", _("Beside the text")),
        ],
        default="column",
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        preview_template = "newsroom/editor/previews/picture.html"
        description = _("A picture with caption and credit.")


class GalleryPictureBlock(blocks.StructBlock):
    """A picture in a gallery."""

    picture = PictureChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=500)


class GalleryBlock(blocks.StructBlock):
    """Several pictures that belong together."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=160)
    pictures = blocks.ListBlock(GalleryPictureBlock(), label=_("pictures"), min_num=1)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "blocks/gallery.html"
        preview_template = "newsroom/editor/previews/gallery.html"
        description = _("Several pictures side by side.")


class EmbedValue(blocks.StructValue):
    @cached_property
    def provider(self) -> providers.Provider | None:
        return providers.provider_of(self.get("url") or "")

    @cached_property
    def player_url(self) -> str:
        """The address that is loaded in a frame after the reader's click; "" where there is none.

        Where the pages' policy does not let the other site into a frame, the card is a plain link.
        """
        url = self.get("url") or ""
        return providers.player_address(url) if providers.may_be_framed(url) else ""


class EmbedBlock(blocks.StructBlock):
    """A video, post or map of another site, shown as a still card until the reader clicks."""

    url = blocks.URLBlock(label=_("address"), help_text=_("YouTube, Vimeo, X, Mastodon, or OpenStreetMap."))
    title = blocks.CharBlock(label=_("title"), required=False, max_length=200)
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=400)

    class Meta:
        icon = "media"
        label = _("Embed")
        template = "blocks/embed.html"
        value_class = EmbedValue
        description = _("Nothing is loaded from the other site before the reader clicks.")
        preview_value = {
            "url": "https://www.openstreetmap.org/?mlat=54.3&mlon=8.6#map=14/54.3/8.6",
            "title": "Der Hafen auf der Karte",
        }

    def clean(self, value: EmbedValue) -> EmbedValue:
        cleaned = super().clean(value)
        if obstacle := _obstacle(cleaned.get("url")):
            raise blocks.StructBlockValidationError(block_errors={"url": obstacle})
        return cleaned


def _obstacle(address: str) -> ValidationError | None:
    """Why an address cannot be shown behind a click, and what to do about it; None where it can."""
    provider = providers.provider_of(address)
    if provider is None:
        return ValidationError(
            _("%(host)s is not known here. Use one of: %(names)s."),
            params={
                "host": urlsplit(address).hostname or address,
                "names": ", ".join(known.name for known in providers.ALL),
            },
        )
    host = providers.host_of_player(address)
    if not host:
        return ValidationError(
            _(
                "This address of %(name)s leads to no single video, post or place. "
                "Copy the one of the piece itself."
            ),
            params={"name": provider.name},
        )
    if not providers.may_be_framed(address):
        return ValidationError(
            _(
                "This newspaper may not show pages of %(host)s. Ask whoever runs it to add %(host)s to the "
                "setting embed_hosts (PRESSWERK_EMBED_HOSTS)."
            ),
            params={"host": host},
        )
    return None


class AudioBlock(blocks.StructBlock):
    """A sound file with its transcript."""

    file = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"), max_length=160)
    description = blocks.TextBlock(label=_("description"), required=False, rows=2)
    captions = DocumentChooserBlock(label=_("captions"), required=False, help_text=_("A WebVTT file (.vtt)."))
    transcript = PaperRichTextBlock(label=_("transcript"), required=False, features=["bold", "italic"])

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "blocks/audio.html"
        preview_template = "newsroom/editor/previews/audio.html"
        description = _("A sound file; add a transcript for those who cannot hear it.")


class VideoBlock(blocks.StructBlock):
    """A video file with captions."""

    file = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"), max_length=160)
    description = blocks.TextBlock(label=_("description"), required=False, rows=2)
    poster = PictureChooserBlock(label=_("still"), required=False)
    captions = DocumentChooserBlock(label=_("captions"), required=False, help_text=_("A WebVTT file (.vtt)."))
    transcript = PaperRichTextBlock(label=_("transcript"), required=False, features=["bold", "italic"])

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"
        preview_template = "newsroom/editor/previews/video.html"
        description = _(
            "A video file; the still is a picture that stands there until it is started. "
            "Add captions for those who cannot hear it."
        )


class DownloadBlock(blocks.StructBlock):
    """A file for readers to take along."""

    file = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"), required=False, max_length=160)
    description = blocks.TextBlock(label=_("description"), required=False, rows=2)

    class Meta:
        icon = "download"
        label = _("Download")
        template = "blocks/download.html"
        preview_template = "newsroom/editor/previews/download.html"
        description = _("A file for readers to take along.")

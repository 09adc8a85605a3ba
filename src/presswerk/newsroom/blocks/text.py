"""Running text and what sets parts of it apart."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from presswerk.newsroom.rich_text import PaperRichTextBlock
from presswerk.newsroom.slugs import slug_from

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "footnote"]


class TextBlock(PaperRichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        description = _("Paragraphs, lists, links and footnotes.")
        preview_value = "<p>Der Rat tagte bis kurz vor Mitternacht. Dann war die Brücke beschlossen.</p>"


class SubheadValue(blocks.StructValue):
    @cached_property
    def anchor(self) -> str:
        """The id of the subhead; links to it survive a change of the text around it."""
        return slug_from(self.get("text") or "", 60) or "abschnitt"


class SubheadBlock(blocks.StructBlock):
    """A headline inside the article, with an anchor, listed in the table of contents."""

    text = blocks.CharBlock(label=_("text"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("level"), choices=[("2", _("Subhead")), ("3", _("Smaller subhead"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Subhead")
        template = "blocks/subhead.html"
        value_class = SubheadValue
        form_layout = ["text", "level"]
        description = _("Divides long pieces; long pieces get a table of contents from their subheads.")
        preview_value = {"text": "Was die Brücke kostet", "level": "2"}


class PullQuoteBlock(blocks.StructBlock):
    """A strong sentence set off to draw readers in; it is repeated from the text."""

    text = blocks.TextBlock(label=_("quotation"), max_length=400, rows=3)
    speaker = blocks.CharBlock(label=_("speaker"), required=False, max_length=120)
    speaker_role = blocks.CharBlock(label=_("speaker's role"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        template = "blocks/pull_quote.html"
        description = _("A strong sentence, set large. Write it without quotation marks.")
        preview_value = {
            "text": "Wir bauen keine Brücke für die Statistik.",
            "speaker": "Wiebke Thomsen",
            "speaker_role": "Bürgermeisterin",
        }


class QuotationBlock(blocks.StructBlock):
    """A longer quotation that belongs to the running text."""

    text = PaperRichTextBlock(label=_("quotation"), features=["bold", "italic", "link"])
    source = blocks.CharBlock(label=_("source"), required=False, max_length=200)
    source_url = blocks.URLBlock(label=_("address of the source"), required=False)
    language = blocks.CharBlock(
        label=_("language"),
        required=False,
        max_length=12,
        help_text=_("Only when it differs from the article's, for example en."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quotation.html"
        description = _("A passage quoted from a speech, letter or document.")
        preview_value = {
            "text": "<p>Die Verwaltung empfiehlt, den Beschluss zu vertagen.</p>",
            "source": "Vorlage 18/204",
        }


class InterviewBlock(blocks.StructBlock):
    """One question and its answer."""

    question = blocks.TextBlock(label=_("question"), rows=2)
    answer = PaperRichTextBlock(label=_("answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "blocks/interview.html"
        description = _("A question of an interview with its answer.")
        preview_value = {
            "question": "Wann rollt der erste Bus?",
            "answer": "<p>Nicht vor dem Frühjahr.</p>",
        }


class SeparatorBlock(blocks.StaticBlock):
    """A break between two parts of a piece."""

    class Meta:
        icon = "minus"
        label = _("Separator")
        template = "blocks/separator.html"
        admin_text = _("A break between two parts.")
        description = _("A break between two parts.")
        preview_value = None

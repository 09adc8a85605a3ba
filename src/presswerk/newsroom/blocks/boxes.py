"""What stands beside the running text: facts, figures, dates, tables, other articles."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from presswerk.newsroom.blocks.choosers import ArticleChooserBlock
from presswerk.newsroom.blocks.text import TEXT_FEATURES
from presswerk.newsroom.rich_text import PaperRichTextBlock


class FactBoxBlock(blocks.StructBlock):
    """Background to the article, readable by itself."""

    title = blocks.CharBlock(label=_("title"), max_length=160)
    body = PaperRichTextBlock(label=_("text"), features=TEXT_FEATURES)

    class Meta:
        icon = "list-ul"
        label = _("Fact box")
        template = "blocks/fact_box.html"
        description = _("Background that can be read by itself.")
        preview_value = {"title": "Die Drehbrücke", "body": "<p>Gebaut 1911, seit März gesperrt.</p>"}


class ChronologyEntryBlock(blocks.StructBlock):
    """One moment of a chronology."""

    when = blocks.CharBlock(label=_("when"), max_length=60)
    text = PaperRichTextBlock(label=_("what"), features=["bold", "italic", "link"])


class ChronologyBlock(blocks.StructBlock):
    """What happened, in order."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=160)
    entries = blocks.ListBlock(ChronologyEntryBlock(), label=_("entries"))

    class Meta:
        icon = "history"
        label = _("Chronology")
        template = "blocks/chronology.html"
        description = _("What happened, in order of time.")
        preview_value = {
            "title": "Der Streit um die Brücke",
            "entries": [{"when": "3. März", "text": "<p>Die Brücke wird gesperrt.</p>"}],
        }


class LiveUpdateValue(blocks.StructValue):
    """An entry of a live blog as its template and the structured data see it."""

    @property
    def moment(self) -> datetime | None:
        """When it happened; without a zone it is the paper's own."""
        at = self.get("at")
        return (
            timezone.make_aware(at, timezone.get_default_timezone()) if at and timezone.is_naive(at) else at
        )

    @property
    def anchor(self) -> str:
        """What stands after # in the entry's address; it stays while headline and text change."""
        return f"live-{int(self.moment.timestamp())}" if self.moment else ""


class LiveUpdateBlock(blocks.StructBlock):
    """One entry of a live blog."""

    at = blocks.DateTimeBlock(
        label=_("when"), help_text=_("The newest one dates the whole article in a live blog.")
    )
    headline = blocks.CharBlock(label=_("headline"), required=False, max_length=160)
    text = PaperRichTextBlock(label=_("text"), features=TEXT_FEATURES)

    class Meta:
        icon = "time"
        label = _("Live entry")
        template = "blocks/live_update.html"
        value_class = LiveUpdateValue
        description = _("One entry of a live blog, with its moment; the newest one stands on top.")
        preview_value = {
            "at": datetime(2026, 11, 26, 18, 5),
            "headline": "Die Brücke ist offen",
            "text": "<p>Der erste Wagen rollt.</p>",
        }


class NumberBlock(blocks.StructBlock):
    """A figure that tells the story ("Zahl des Tages")."""

    number = blocks.CharBlock(
        label=pgettext_lazy("a figure", "number"), max_length=40, help_text=_("With its unit.")
    )
    label = blocks.CharBlock(label=_("what it counts"), max_length=160)
    explanation = blocks.TextBlock(label=_("explanation"), required=False, rows=2, max_length=400)
    source = blocks.CharBlock(label=_("source"), required=False, max_length=200)

    class Meta:
        icon = "order"
        label = _("Number")
        template = "blocks/number.html"
        description = _("One figure, set large, and what it means.")
        preview_value = {"number": "412", "label": "Bäume wurden in diesem Jahr gepflanzt"}


class DataTableBlock(blocks.StructBlock):
    """A table with caption and source; on small screens it scrolls inside itself."""

    caption = blocks.CharBlock(
        label=pgettext_lazy("of a table", "caption"),
        required=False,
        max_length=200,
        help_text=_("What the table shows."),
    )
    table = TableBlock(label=_("table"))
    source = blocks.CharBlock(label=_("source"), required=False, max_length=200)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        description = _("Rows and columns, with a caption.")
        preview_value = {
            "caption": "Ergebnisse der Stichwahl",
            "table": {
                "data": [["Kandidatin", "Stimmen"], ["Thomsen", "8.412"], ["Ahlers", "7.903"]],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_caption": "",
            },
        }


class RelatedBlock(blocks.StructBlock):
    """A teaser of another article inside the text."""

    article = ArticleChooserBlock(label=_("article"), page_type="newsroom.ArticlePage")

    class Meta:
        icon = "link"
        label = _("Related article")
        template = "blocks/related.html"
        preview_template = "newsroom/editor/previews/related.html"
        description = _("A teaser of another article of this paper.")

"""The body of an article in stock blocks."""

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock


class SubheadBlock(blocks.StructBlock):
    text = blocks.CharBlock()
    level = blocks.CharBlock(default="2")

    class Meta:
        template = "stock/blocks/subhead.html"


class PullQuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock()
    speaker = blocks.CharBlock(required=False)
    speaker_role = blocks.CharBlock(required=False)

    class Meta:
        template = "stock/blocks/pull_quote.html"


class QuotationBlock(blocks.StructBlock):
    text = blocks.RichTextBlock()
    source = blocks.CharBlock(required=False)

    class Meta:
        template = "stock/blocks/quotation.html"


class InterviewBlock(blocks.StructBlock):
    question = blocks.TextBlock()
    answer = blocks.RichTextBlock()

    class Meta:
        template = "stock/blocks/interview.html"


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock()
    caption = blocks.CharBlock(required=False)

    class Meta:
        template = "stock/blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False)
    pictures = blocks.ListBlock(PictureBlock())

    class Meta:
        template = "stock/blocks/gallery.html"


class FactBoxBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    body = blocks.RichTextBlock()

    class Meta:
        template = "stock/blocks/fact_box.html"


class NumberBlock(blocks.StructBlock):
    number = blocks.CharBlock()
    label = blocks.CharBlock()
    explanation = blocks.TextBlock(required=False)
    source = blocks.CharBlock(required=False)

    class Meta:
        template = "stock/blocks/number.html"


class ChronologyEntryBlock(blocks.StructBlock):
    when = blocks.CharBlock()
    text = blocks.RichTextBlock()


class ChronologyBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False)
    entries = blocks.ListBlock(ChronologyEntryBlock())

    class Meta:
        template = "stock/blocks/chronology.html"


class DataTableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(required=False)
    table = TableBlock()
    source = blocks.CharBlock(required=False)

    class Meta:
        template = "stock/blocks/table.html"


class RelatedBlock(blocks.StructBlock):
    article = blocks.PageChooserBlock()

    class Meta:
        template = "stock/blocks/related.html"


class StockBody(blocks.StreamBlock):
    text = blocks.RichTextBlock(template="stock/blocks/text.html")
    subhead = SubheadBlock()
    pull_quote = PullQuoteBlock()
    quotation = QuotationBlock()
    interview = InterviewBlock()
    separator = blocks.StaticBlock(template="stock/blocks/separator.html")
    picture = PictureBlock()
    gallery = GalleryBlock()
    fact_box = FactBoxBlock()
    number = NumberBlock()
    chronology = ChronologyBlock()
    table = DataTableBlock()
    related = RelatedBlock()

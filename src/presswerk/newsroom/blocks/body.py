from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from presswerk.newsroom.blocks import boxes, media
from presswerk.newsroom.blocks import text as words


class PlainBody(blocks.StreamBlock):
    """What pages like the Impressum are made of."""

    text = words.TextBlock(group=_("Text"))
    subhead = words.SubheadBlock(group=_("Text"))
    picture = media.PictureBlock(group=_("Pictures and sound"))
    table = boxes.DataTableBlock(group=_("Boxes"))
    fact_box = boxes.FactBoxBlock(group=_("Boxes"))
    download = media.DownloadBlock(group=_("Pictures and sound"))


class ArticleBody(blocks.StreamBlock):
    """All blocks of an article, in the order in which editors reach for them."""

    text = words.TextBlock(group=_("Text"))
    subhead = words.SubheadBlock(group=_("Text"))
    pull_quote = words.PullQuoteBlock(group=_("Text"))
    quotation = words.QuotationBlock(group=_("Text"))
    interview = words.InterviewBlock(group=_("Text"))
    separator = words.SeparatorBlock(group=_("Text"))
    picture = media.PictureBlock(group=_("Pictures and sound"))
    gallery = media.GalleryBlock(group=_("Pictures and sound"))
    audio = media.AudioBlock(group=_("Pictures and sound"))
    video = media.VideoBlock(group=_("Pictures and sound"))
    embed = media.EmbedBlock(group=_("Pictures and sound"))
    download = media.DownloadBlock(group=_("Pictures and sound"))
    fact_box = boxes.FactBoxBlock(group=_("Boxes"))
    number = boxes.NumberBlock(group=_("Boxes"))
    chronology = boxes.ChronologyBlock(group=_("Boxes"))
    live_update = boxes.LiveUpdateBlock(group=_("Boxes"))
    table = boxes.DataTableBlock(group=_("Boxes"))
    related = boxes.RelatedBlock(group=_("Boxes"))

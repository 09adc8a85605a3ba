"""The body of an article as a whole: its words, its reading time, what it needs from the database."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from presswerk import bake
from presswerk.newsroom import links
from presswerk.newsroom.blocks.choosers import ArticleChooserBlock, Loaded, PictureChooserBlock, taking_from
from presswerk.newsroom.footnotes import Footnote
from presswerk.newsroom.models import ArticlePage, EmbedStill, Image
from presswerk.newsroom.models.embeds import still_tag
from presswerk.newsroom.prepared import prepared
from presswerk.newsroom.queries.teasers import teasers
from presswerk.newsroom.reading_time import count_words
from presswerk.newsroom.reading_time import reading_minutes as minutes_for
from presswerk.newsroom.rich_text import PaperRichText, PaperRichTextBlock
from presswerk.newsroom.stored_sizes import attach_sizes, take_sizes, with_sizes

# Below this a reader sees the whole piece in a few turns of the wheel; three subheads make a structure.
CONTENTS_FROM_WORDS = 900
CONTENTS_FROM_SUBHEADS = 3

_TAG = re.compile(r"<[^>]+>")
_PICTURE_BLOCKS = ("picture",)
_EMBED_BLOCKS = ("embed", "audio", "video")
# Children of blocks that are addresses or choices, not words that anybody reads.
_NOT_TEXT = {"url", "source_url", "level", "size", "language", "alt_text"}


def plain_text(stream: StreamValue) -> str:
    """All words that the blocks show, without markup, in order."""
    return " ".join(" ".join(_texts(child.block, child.value)) for child in stream).strip()


def plain_text_of(block: blocks.Block, value: Any) -> str:
    """All words of one value of a block, without markup."""
    return " ".join(" ".join(_texts(block, value)).split())


def _texts(block: blocks.Block, value: Any) -> Iterator[str]:
    if value is None:
        return
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if name not in _NOT_TEXT:
                yield from _texts(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _texts(block.child_block, item)
    elif isinstance(value, RichText):
        yield unescape(_TAG.sub(" ", value.source))
    elif isinstance(value, dict) and "data" in value:
        yield from (str(cell) for row in value["data"] for cell in row if cell)
    elif isinstance(value, str):
        yield value


def reading_minutes(article: ArticlePage) -> int:
    """Minutes for the lead and the body, with its pictures and embeds."""
    types = [child.block_type for child in article.body]
    pictures = sum(1 for kind in types if kind in _PICTURE_BLOCKS) + bool(article.lead_picture_id)
    pictures += sum(len(child.value["pictures"]) for child in article.body if child.block_type == "gallery")
    embeds = sum(1 for kind in types if kind in _EMBED_BLOCKS)
    words = count_words(article.lead) + article.words
    return minutes_for(words, article.language, pictures, embeds)


def table_of_contents(article: ArticlePage) -> list[dict[str, str]]:
    """Subheads as {anchor, text, level}; empty for pieces that need none."""
    _number_anchors(article.body)
    subheads = [child.value for child in article.body if child.block_type == "subhead"]
    if len(subheads) < CONTENTS_FROM_SUBHEADS or article.words < CONTENTS_FROM_WORDS:
        return []
    return [{"anchor": value.anchor, "text": value["text"], "level": value["level"]} for value in subheads]


def prepare(stream: StreamValue) -> None:
    """Load what the blocks of a body will ask for, in one query a kind instead of one a block."""
    prepare_all([stream])


@bake.named_query
def prepare_all(streams: Sequence[StreamValue]) -> None:
    """As `prepare()` for many bodies at once, in as many queries as for one."""
    raw = [
        item for stream in streams for child in stream.raw_data for item in _raw(stream.stream_block, child)
    ]
    loaded = Loaded(
        pictures=_pictures(value for block, value in raw if isinstance(block, PictureChooserBlock) and value),
        articles=_articles(value for block, value in raw if isinstance(block, ArticleChooserBlock) and value),
    )
    links.expect(value for block, value in raw if isinstance(block, PaperRichTextBlock) and value)
    with taking_from(loaded):
        values = [
            [value for child in stream for value in _values(child.block, child.value)] for stream in streams
        ]
    # None of these is left but in previews, whose blocks come from a form.
    attach_sizes(value for value in chain(*values) if isinstance(value, Image))
    for stream, shown in zip(streams, values, strict=True):
        _number_anchors(stream)
        stream.footnotes = _numbered_notes(value for value in shown if isinstance(value, PaperRichText))
        _attach_teasers(stream, loaded.articles)
    _attach_stills(streams)


def chosen_pictures(stream: StreamValue) -> set[int]:
    """The keys of all pictures that the blocks name, without a query."""
    raw = (item for child in stream.raw_data for item in _raw(stream.stream_block, child))
    return {value for block, value in raw if isinstance(block, PictureChooserBlock) and value}


def _raw(body: blocks.StreamBlock, child: dict[str, Any]) -> Iterator[tuple[blocks.Block, Any]]:
    block = body.child_blocks.get(child["type"])
    return _raw_values(block, child["value"]) if block else iter(())


def _raw_values(block: blocks.Block, value: Any) -> Iterator[tuple[blocks.Block, Any]]:
    """The innermost blocks with what is stored for them."""
    if isinstance(block, blocks.StructBlock):
        for name, inner in (value or {}).items():
            if name in block.child_blocks:
                yield from _raw_values(block.child_blocks[name], inner)
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            is_wrapped = isinstance(item, dict) and item.get("type") == "item" and "value" in item
            yield from _raw_values(block.child_block, item["value"] if is_wrapped else item)
    else:
        yield block, value


def _pictures(keys: Iterable[int]) -> dict[int, Image]:
    ids = set(keys)
    if not ids:
        return {}
    # Also of one that is gone: it was here when somebody looks for why it is missing.
    bake.depends_on(*(f"picture:{pk}" for pk in ids))
    found = {picture.pk: picture for picture in _with_these_keys(sorted(ids))}
    for picture in found.values():
        take_sizes(picture, "")
    return found


@prepared
def _with_these_keys(ids: Sequence[int]) -> QuerySet[Image]:
    return with_sizes(Image.objects.filter(pk__in=ids), "")


def _articles(keys: Iterable[int]) -> dict[int, ArticlePage]:
    return {article.pk: article for article in teasers(list(dict.fromkeys(keys)), bylines=False)}


def _values(block: blocks.Block, value: Any) -> Iterator[Any]:
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _values(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _values(block.child_block, item)
    else:
        yield value


def _number_anchors(stream: StreamValue) -> None:
    """Two subheads with the same words get different anchors."""
    seen: dict[str, int] = {}
    for child in stream:
        if child.block_type != "subhead":
            continue
        anchor = child.value.anchor
        seen[anchor] = seen.get(anchor, 0) + 1
        if seen[anchor] > 1:
            child.value.anchor = f"{anchor}-{seen[anchor]}"


def _numbered_notes(texts: Iterable[PaperRichText]) -> list[Footnote]:
    """Number the footnotes of a body through; all of them."""
    notes: list[Footnote] = []
    for text in texts:
        text.first_note = len(notes) + 1
        notes += text.footnotes
    return notes


def _attach_teasers(stream: StreamValue, public: Mapping[int, ArticlePage]) -> None:
    """Replace chosen articles by teasers; one that is not public is dropped from the page."""
    for child in stream:
        if child.block_type == "related":
            chosen = child.value["article"]
            child.value["article"] = public.get(chosen.pk) if chosen else None


def _attach_stills(streams: Sequence[StreamValue]) -> None:
    embeds = [child.value for stream in streams for child in stream if child.block_type == "embed"]
    if not embeds:
        return
    stills = stills_of([value["url"] for value in embeds])
    for value in embeds:
        value.still = stills.get(value["url"])


@bake.named_query
def stills_of(urls: list[str]) -> dict[str, EmbedStill]:
    """The stored stills for these addresses, pictures with their sizes attached."""
    bake.depends_on(*(still_tag(url) for url in urls))
    query = EmbedStill.objects.filter(address__in=urls).select_related("picture")
    stills = {still.address: still for still in with_sizes(query, "picture")}
    for still in stills.values():
        take_sizes(still, "picture")
    return stills

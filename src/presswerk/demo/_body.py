"""Blocks of the content files as values of the newsroom's stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from presswerk.demo._assets import AssetDesk
from presswerk.demo.content import ContentError, Table
from presswerk.demo.markup import Resolve, rich_text
from presswerk.newsroom.models import ArticlePage

# Which children of a block hold Markdown; everything else is taken as it is.
_MARKDOWN = {
    "quotation": ("text",),
    "fact_box": ("body",),
    "interview": ("answer",),
    "audio": ("transcript",),
    "video": ("transcript",),
}
_PICTURES = ("picture", "poster")
_FILES = ("file", "captions")


def body_of(
    blocks: tuple[Table, ...] | list[Table],
    resolve: Resolve,
    assets: AssetDesk,
    articles: Mapping[str, ArticlePage],
) -> list[tuple[str, Any]]:
    """The blocks as (name, value) pairs. Raises ContentError for a name that nothing bears."""
    return [(block["block"], _value(block, resolve, assets, articles)) for block in blocks]


def _value(block: Table, resolve: Resolve, assets: AssetDesk, articles: Mapping[str, ArticlePage]) -> Any:
    name = block["block"]
    values = {key: value for key, value in block.items() if key != "block"}
    try:
        if name == "text":
            return rich_text(values["text"], resolve)
        if name == "separator":
            return None
        if name == "table":
            return _table(values)
        if name == "related":
            return {"article": articles[values["article"]]}
        if name == "chronology":
            values["entries"] = [
                {"when": row["when"], "text": rich_text(row["text"], resolve)} for row in values["entries"]
            ]
        if name == "gallery":
            values["pictures"] = [
                {"picture": assets.picture(row["picture"]), "caption": row.get("caption", "")}
                for row in values["pictures"]
            ]
        return _converted(values, _MARKDOWN.get(name, ()), resolve, assets)
    except KeyError as error:
        raise ContentError(f"A block {name!r} names or needs {error}, which is not there.") from error


def _converted(values: Table, markdown: tuple[str, ...], resolve: Resolve, assets: AssetDesk) -> Table:
    for key, value in values.items():
        if key in markdown:
            values[key] = rich_text(value, resolve)
        elif key in _PICTURES:
            values[key] = assets.picture(value)
        elif key in _FILES:
            values[key] = assets.file(value)
    return values


def _table(values: Table) -> Table:
    """As Wagtail's table block stores it."""
    return {
        "caption": values["caption"],
        "source": values.get("source", ""),
        "table": {
            "data": values["rows"],
            "cell": [],
            "first_row_is_table_header": values["first_row_is_table_header"],
            "first_col_is_header": values["first_col_is_header"],
            "table_caption": "",
        },
    }

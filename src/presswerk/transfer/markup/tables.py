"""Tables of foreign HTML: those with data as table blocks, those for layout not at all."""

from collections.abc import Iterator
from typing import Any

from presswerk.transfer.markup.tree import Node

MOST_CELLS = 20_000
MOST_COLUMNS = 100
MOST_CAPTION_CHARACTERS = 200

# What stands in a cell of a layout, never in one of data.
_LAYOUT = (
    "table", "img", "figure", "iframe", "video", "audio", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
)  # fmt: skip


def table_of(node: Node) -> dict[str, Any] | None:
    """The value of a table block; None for a table that only arranges text, or that is too large.

    Cells that span rows or columns stand at their upper left place; the others of the span are empty.
    """
    if any(True for _found in node.find_all(*_LAYOUT)):
        return None
    caption = " ".join(caption.text() for caption in node.find_all("caption"))
    rows = [row for row in node.find_all("tr") if row.children]
    data = _grid(rows)
    if not data or len(data[0]) < 2 or len(caption) > MOST_CAPTION_CHARACTERS:
        return None
    first_row = _is_header_row(node, rows[0])
    first_column = len(rows) > 1 and all(
        cells and cells[0].tag == "th" for cells in (_cells(row) for row in rows[int(first_row) :])
    )
    table = {
        "data": data,
        "first_row_is_table_header": first_row,
        "first_col_is_header": first_column,
        "table_header_choice": _CHOICE[first_row, first_column],
        "table_caption": "",
    }
    return {"caption": caption, "table": table, "source": ""}


_CHOICE = {(True, True): "both", (True, False): "row", (False, True): "column", (False, False): "neither"}


def _is_header_row(table: Node, row: Node) -> bool:
    if any(row in head.children for head in table.find_all("thead")):
        return True
    cells = _cells(row)
    return bool(cells) and all(cell.tag == "th" for cell in cells)


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if isinstance(child, Node) and child.tag in ("td", "th")]


def _grid(rows: list[Node]) -> list[list[str]]:
    """All rows with the same number of cells; nothing when there are too many."""
    grid: list[dict[int, str]] = []
    spanned: dict[int, int] = {}
    size = 0
    for row in rows:
        line, spanned = _line(row, spanned)
        size += len(line)
        if size > MOST_CELLS or max(line, default=0) >= MOST_COLUMNS:
            return []
        if any(line.values()) or not grid:
            grid.append(line)
    width = max((max(line, default=-1) + 1 for line in grid), default=0)
    if width * len(grid) > MOST_CELLS:
        return []
    return [[line.get(column, "") for column in range(width)] for line in grid]


def _line(row: Node, spanned: dict[int, int]) -> tuple[dict[int, str], dict[int, int]]:
    """The texts of one row by column, and how many further rows each column is covered from above."""
    line = dict.fromkeys(spanned, "")
    below = {column: rows - 1 for column, rows in spanned.items() if rows > 1}
    for column, cell, width, height in _placed(row, spanned):
        line[column] = cell.text()
        for covered in range(column, column + width):
            line.setdefault(covered, "")
            if height > 1:
                below[covered] = height - 1
    return line, below


def _placed(row: Node, spanned: dict[int, int]) -> Iterator[tuple[int, Node, int, int]]:
    column = 0
    for cell in _cells(row):
        while column in spanned:
            column += 1
        width = _span(cell, "colspan", MOST_COLUMNS)
        yield column, cell, width, _span(cell, "rowspan", MOST_CELLS)
        column += width


def _span(cell: Node, name: str, most: int) -> int:
    text = cell.get(name)
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 7 else 1

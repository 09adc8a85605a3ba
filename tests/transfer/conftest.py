"""Files to import, and what a test calls to import them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from presswerk.transfer.report import ImportReport

Import = Callable[..., "ImportReport"]


def line(nth: int = 1, /, **fields: Any) -> dict[str, Any]:
    """A line that needs nothing else; each field may be replaced."""
    return {
        "id": f"a-{nth}",
        "headline": f"Das Wehr {nth} ist wieder offen",
        "section": "Politik",
        "published": f"2024-03-{nth % 28 + 1:02d}T10:00:00+01:00",
        "body": f"<p>Seit Freitag fließt das Wasser durch Wehr {nth}.</p>",
        "body_format": "html",
    } | fields


@pytest.fixture
def bring(tmp_path: Path, paper) -> Import:
    """Writes lines into a file and imports it: dicts as JSON, texts and bytes as they are."""
    # Here and not above: this file is read before Django is loaded.
    from presswerk.transfer.jsonl import import_file

    file = tmp_path / "articles.jsonl"

    def run(*lines: dict[str, Any] | str | bytes, **options: Any) -> "ImportReport":
        with file.open("wb") as out:
            for item in lines:
                text = json.dumps(item, ensure_ascii=False) if isinstance(item, dict) else item
                out.write((text.encode() if isinstance(text, str) else text) + b"\n")
        return import_file(file, **options)

    return run

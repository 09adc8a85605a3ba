"""Import by the command line: what it prints where, and how it ends."""

import json
from pathlib import Path

from .conftest import Presswerk

ARTICLE = {
    "id": "1",
    "headline": "Das Wehr ist wieder offen",
    "section": "Politik",
    "published": "2026-01-02T10:00:00+01:00",
    "body": "Seit Freitag fließt das Wasser wieder.",
    "body_format": "text",
}


def write(folder: Path, *lines: str) -> str:
    file = folder / "articles.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(file)


def test_what_was_done_is_counted_and_the_second_time_nothing_is(
    presswerk: Presswerk, tmp_path: Path
) -> None:
    file = write(tmp_path, json.dumps(ARTICLE))

    tried = presswerk("import", "jsonl", file, "--dry-run")
    first = presswerk("import", "jsonl", file)
    second = presswerk("import", "jsonl", file)

    assert (tried.returncode, first.returncode, second.returncode) == (0, 0, 0)
    assert tried.stdout.startswith("What would happen:\n         1  created\n")
    assert first.stdout.startswith(
        "What was done:\n         1  created\n         1  new: sections (Politik)\n"
    )
    assert second.stdout.startswith("What was done:\n         1  unchanged\n")


def test_a_bad_line_is_told_with_its_number_and_loses_nothing_else(
    presswerk: Presswerk, tmp_path: Path
) -> None:
    file = write(tmp_path, "[red]no json[/red]", json.dumps(ARTICLE))

    ran = presswerk("import", "jsonl", file)

    assert ran.returncode == 1
    assert "Line 1: " in ran.stderr
    assert "         1  created\n" in ran.stdout
    assert "         1  refused\n" in ran.stdout


def test_a_file_that_is_not_there_or_no_text_is_refused(presswerk: Presswerk, tmp_path: Path) -> None:
    (tmp_path / "zipped").write_bytes(b"PK\x03\x04 and so on")

    missing = presswerk("import", "jsonl", str(tmp_path / "nothing"))
    zipped = presswerk("import", "jsonl", str(tmp_path / "zipped"))

    assert (missing.returncode, zipped.returncode) == (78, 78)
    assert missing.stderr.startswith(f"There is no file {tmp_path / 'nothing'}.")
    assert "is a ZIP archive, and only UTF-8 text is read" in zipped.stderr

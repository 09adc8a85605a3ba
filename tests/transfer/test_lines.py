"""Lines of files as they come from anywhere."""

import tracemalloc
from pathlib import Path

import pytest

from presswerk.transfer.jsonl import lines
from presswerk.transfer.jsonl.lines import Line, Lines, UnreadableFile


def read(tmp_path: Path, content: bytes) -> list[Line]:
    file = tmp_path / "file.jsonl"
    file.write_bytes(content)
    return list(Lines(file))


def test_lines_are_numbered_and_empty_ones_left_out(tmp_path):
    found = read(tmp_path, b"\xef\xbb\xbf{}\r\n\n   \n[]\nlast")
    assert [(line.number, line.text.strip()) for line in found] == [(1, "{}"), (4, "[]"), (5, "last")]


def test_a_line_that_is_not_utf8_is_told_and_stops_no_other(tmp_path):
    found = read(tmp_path, b"{}\nM\xfcnster\n[]\n")
    assert [line.error for line in found] == ["", "Byte 2 of the line is not UTF-8.", ""]


@pytest.mark.parametrize(
    ("content", "name"),
    [("{}".encode("utf-16"), "UTF-16"), ("{}".encode("utf-32"), "UTF-32"), (b"\x1f\x8b\x08", "gzip")],
)
def test_a_file_in_another_encoding_is_refused_by_its_name(tmp_path, content, name):
    with pytest.raises(UnreadableFile, match=f"is {name}, and only UTF-8"):
        read(tmp_path, content)


def test_a_line_of_a_hundred_megabytes_is_told_without_being_kept(tmp_path):
    file = tmp_path / "file.jsonl"
    with file.open("wb") as out:
        out.write(b"{}\n")
        for _megabyte in range(100):
            out.write(b"x" * 1024**2)
        out.write(b"\n[]\n")
    tracemalloc.start()
    found = list(Lines(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [line.error for line in found] == ["", "The line is longer than 10 MB.", ""]
    assert [line.number for line in found] == [1, 2, 3]
    assert peak < 4 * lines.MOST_LINE_BYTES


@pytest.mark.parametrize("extra", [0, 1, 2])
def test_a_line_at_the_limit_is_whole_or_told(tmp_path, monkeypatch, extra):
    monkeypatch.setattr(lines, "MOST_LINE_BYTES", 8)
    found = read(tmp_path, b"x" * (8 + extra) + b"\nnext\n")
    assert [bool(line.error) for line in found] == [extra > 0, False]
    assert found[-1].text == "next\n"


def test_progress_counts_bytes(tmp_path):
    file = tmp_path / "file.jsonl"
    file.write_bytes(b"one\ntwo\n")
    source = Lines(file)
    list(source)
    assert (source.bytes_read, source.bytes_total) == (8, 8)

"""A file and its packed variants, written by somebody who may be killed at any point."""

import gzip
from pathlib import Path

import brotli
import pytest

from presswerk.site.outward.files import Files

OLD, NEW, SHORT = b"alt " * 500, b"neu " * 500, b"kurz"


class Killed(BaseException):
    """Stands for the end of the process."""


def write_until(files: Files, body: bytes, steps: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Write, and be killed before so many changes of the folder are made; False when there were fewer."""
    left = [steps]

    def counted(real):
        def change(*arguments, **options):
            if not left[0]:
                raise Killed
            left[0] -= 1
            return real(*arguments, **options)

        return change

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", counted(Path.replace))
        patch.setattr(Path, "unlink", counted(Path.unlink))
        try:
            files.write("seite.html", body)
        except Killed:
            return True
    return False


def holds(folder: Path, body: bytes) -> bool:
    """Whether the file has this text in all codings that it has."""
    packed = {".gz": gzip.decompress, ".br": brotli.decompress}
    there = {one: folder / f"seite.html{one}" for one in packed if (folder / f"seite.html{one}").exists()}
    same = all(packed[one](file.read_bytes()) == body for one, file in there.items())
    return same and (folder / "seite.html").read_bytes() == body and bool(there) == (len(body) > 1000)


@pytest.mark.parametrize(("first", "second"), [(OLD, NEW), (OLD, SHORT), (SHORT, NEW)])
def test_what_is_written_again_after_a_kill_is_whole_in_all_codings(tmp_path, monkeypatch, first, second):
    steps = 0
    while True:
        folder = tmp_path / str(steps)
        files = Files(folder)
        files.write("seite.html", first)
        was_killed = write_until(files, second, steps, monkeypatch)
        # The newspaper says again what it said before the change.
        Files(folder).write("seite.html", first)
        assert holds(folder, first), steps
        Files(folder).remove_unfinished()
        assert not list(folder.glob(".unfinished-*"))
        if not was_killed:
            break
        steps += 1
    assert steps >= 3


def test_what_is_there_is_not_written_again(tmp_path):
    files = Files(tmp_path)
    for body in (OLD, SHORT):
        assert files.write("seite.html", body)
        assert not files.write("seite.html", body)
        assert holds(tmp_path, body)

"""The archive: whole or nothing, and every changed byte is seen."""

import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presswerk.transfer.backup.archive import Writer, contents, read_manifest
from presswerk.transfer.backup.refused import NotABackup

FILES = {
    "database/presswerk.sqlite3": b"rows " * 5000,
    "data/media/ü/bild.jpg": bytes(range(256)) * 9,
    "data/media/leer": b"",
    f"data/media/{'lang' * 40}.gz": b"a reader's own .gz",
}


def written(files: dict[str, bytes] = FILES) -> bytes:
    file = io.BytesIO()
    writer = Writer(file)
    for name, body in files.items():
        writer.add(name, io.BytesIO(body), pack=name.startswith("database/"))
    writer.finish({"format": 1, "tables": {"a": 1}})
    return file.getvalue()


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "whole.tar"
    path.write_bytes(written())
    return path


def read_all(path: Path) -> dict[str, bytes]:
    found = {}
    for name, _mode, body in contents(path, read_manifest(path)):
        found[name] = b"".join(iter(body.read, b""))
    return found


def test_what_was_written_is_read_again_and_any_tar_reads_it_too(whole: Path) -> None:
    assert read_all(whole) == FILES
    assert read_manifest(whole)["files"]["count"] == len(FILES)
    with tarfile.open(whole) as tar:
        assert tar.getnames()[-2:] == ["files.jsonl", "manifest.json"]


@given(st.floats(min_value=0, max_value=1, exclude_max=True))
@settings(max_examples=60, deadline=None)
def test_a_torn_one_is_no_backup_wherever_it_was_torn(whole: Path, share: float) -> None:
    torn = whole.with_name("torn.tar")
    torn.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])

    with pytest.raises(NotABackup):
        read_manifest(torn)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
@settings(max_examples=60, deadline=None)
def test_no_changed_byte_of_a_file_goes_unseen(whole: Path, place: int, flip: int) -> None:
    """Padding, times and owners in tar's headers may change: they are not part of what was kept."""
    data = bytearray(whole.read_bytes())
    data[place % len(data)] ^= flip
    changed = whole.with_name("changed.tar")
    changed.write_bytes(data)

    try:
        found = read_all(changed)
    except NotABackup:
        return
    assert found == FILES


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    evil.write_bytes(written({"data/../../etc/passwd": b"root"}))

    with pytest.raises(NotABackup):
        read_all(evil)

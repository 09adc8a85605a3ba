"""A damaged file, a full one, no disk: readers get answers, the operator gets words, and it heals."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from presswerk.bake.store import Store, StoreAway, TagPurge, troubles
from presswerk.bake.store.environment import distrust

from .pages import address, bake, body_of, page, ready


def data_file(store: Store) -> Path:
    """LMDB's file of an open store."""
    return Path(store.env.lmdb.path()) / "data.mdb"


def closed(store: Store) -> Path:
    """Close the store as the end of its process does; its file."""
    path = data_file(store)
    store.env.lmdb.close()
    return path


def filled(folder: Path) -> Store:
    """A store with some pages."""
    store = ready(folder)
    for number in range(60):
        bake(store, f"/{number}/", f"{number}\n".encode() * 4000, f"a:{number}", "all:1")
    return store


DAMAGES = {
    "emptied": lambda path: path.write_bytes(b""),
    "noise": lambda path: path.write_bytes(random.Random(1).randbytes(200_000)),
    "shortened": lambda path: os.truncate(path, path.stat().st_size // 2),
    "missing": lambda path: path.unlink(),
    "folder missing": lambda path: shutil.rmtree(path.parent),
    "a text": lambda path: path.write_text("hello"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_replaced_by_an_empty_one(folder: Path, damage) -> None:
    damage(closed(filled(folder)))
    store = Store(folder, 8, 1)
    assert body_of(store, "/1/") is None
    assert store.cursor() is None, "purges of the lost file would be taken for applied"
    assert [trouble.kind for trouble in troubles(folder)] == ["damaged"]
    store.apply([], b"9")
    assert bake(store, "/1/", b"again") == "fresh"


def test_a_page_whose_bytes_changed_is_never_shown(folder: Path) -> None:
    path = closed(filled(folder))
    content = bytearray(path.read_bytes())
    marker = content.find(b"\x1f\x8b\x08")  # a gzip's beginning
    while marker != -1:
        content[marker + 30] ^= 0xFF
        marker = content.find(b"\x1f\x8b\x08", marker + 40)
    path.write_bytes(content)
    store = Store(folder, 8, 1)
    assert store.find(address("/1/").key, ("gzip",)) is None
    assert troubles(folder)[-1].kind == "damaged"
    store.apply([], b"9")
    assert bake(store, "/1/", b"again") == "fresh"


def test_other_processes_notice_a_replaced_file_with_their_next_page(folder: Path) -> None:
    store = filled(folder)
    code = (
        "import sys; from pathlib import Path; from presswerk.bake.store import Store\n"
        "store = Store(Path(sys.argv[1]), 8, 1); store.begin(); store.heal(store.env, 'a test says so')\n"
        "store.apply([], b'5')"
    )
    subprocess.run([sys.executable, "-c", code, folder], check=True, env=os.environ.copy())
    assert body_of(store, "/1/") is None
    assert store.cursor() == b"5"


def test_a_supervisor_can_have_a_file_replaced_that_killed_its_reader(folder: Path) -> None:
    store = filled(folder)
    distrust(folder, "The front was ended by SIGBUS")
    assert body_of(store, "/1/") is None
    assert "SIGBUS" in troubles(folder)[-1].detail


def test_a_full_file_is_emptied_and_filled_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("presswerk.bake.store.store.FILL", 100.0)  # no eviction
    store = ready(folder, megabytes=1)
    picture = [("Content-Type", "image/webp")]
    for number in range(120):
        assert bake(store, f"/{number}/", bytes(20_000), "all:1", headers=picture) == "fresh"
    assert troubles(folder)[-1].kind == "full"
    assert body_of(store, "/119/")
    applied = store.apply([TagPurge("all:1")], b"8")
    assert applied.stale == store.status().pages
    assert store.cursor() == b"8"


def test_without_a_folder_the_newspaper_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "bake", 8, 1)
    assert store.find(address().key) is None
    assert store.put(store.begin(), address(), page()) == "refused"
    assert store.lease(address().key, 5, b"one")
    assert (store.status(), store.most_read(5), store.note_reads()) == (None, [], 0)
    assert not store.is_current()
    store.caught_up()


def test_a_folder_that_is_removed_is_made_anew(folder: Path) -> None:
    store = filled(folder)
    shutil.rmtree(folder)
    store.caught_up()
    assert body_of(store, "/1/") is None
    assert folder.is_dir()
    assert troubles(folder) == []


def test_a_full_disk_takes_the_pages_out_of_use_until_purges_can_be_written(folder: Path) -> None:
    """In another process, whose files may not grow: to LMDB that is a disk without room."""
    code = """
import resource, signal, sys
from pathlib import Path
from presswerk.bake.store import StoreAway, TagPurge, troubles
from tests.bake.store.pages import address, bake, body_of, ready

folder = Path(sys.argv[1])
store = ready(folder)
bake(store, "/1/", b"x", "a:1")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
try:
    store.apply([TagPurge("a:1")], b"1")
except StoreAway:
    pass
else:
    sys.exit("The purge was taken though it could not be written.")
if body_of(store, "/1/") is not None:
    sys.exit("A page is shown whose purge was not written.")
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
store.retry_at = 0.0
store.apply([], b"1")
if bake(store, "/1/", b"y") != "fresh":
    sys.exit("It does not heal.")
if troubles(folder)[-1].kind != "away":
    sys.exit("Nobody was told.")
"""
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, folder], env=os.environ | {"PYTHONPATH": f"{root / 'src'}:{root}"}
    )
    assert done.returncode == 0


def test_the_pages_are_current_only_while_somebody_says_so(store) -> None:
    assert not store.is_current()
    store.caught_up()
    assert store.is_current()
    store.caught_up(at=1.0)
    assert not store.is_current()


def test_a_purge_that_cannot_be_written_is_told(folder: Path) -> None:
    store = ready(folder)
    store.env.lmdb.close()
    with pytest.raises(StoreAway):
        store.apply([TagPurge("a:1")], b"1")

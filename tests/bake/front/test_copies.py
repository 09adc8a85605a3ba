"""A folder of copies, whose originals lie elsewhere."""

import os
import time
from pathlib import Path

from presswerk.bake.front.files import Folder
from presswerk.bake.front.plan import Files


def test_a_copy_that_was_not_looked_after_for_long_is_left_to_django(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "a.webp").write_bytes(b"picture")
    os.utime(tmp_path / "a.webp", (1_000_000_000, 1_000_000_000))  # the original is from 2001
    copies = Folder(Files("/media/", str(tmp_path), fresh_seconds=600), uploaded=True)
    own = Folder(Files("/media/", str(tmp_path)), uploaded=True)
    assert copies._look("a.webp", 0.0) is not None
    now = time.time()
    monkeypatch.setattr("presswerk.bake.front.files.time.time", lambda: now + 601)
    assert copies._look("a.webp", 0.0) is None
    assert own._look("a.webp", 0.0) is not None

"""Draw the SVG sources of the demo's pictures once as WebP: ``python -m presswerk.demo.rasterise [NAME…]``.

Needs Chromium (``CHROMIUM`` names another binary) and Pillow; the running newspaper needs no Chromium.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

PICTURES = Path(__file__).parent / "pictures"
MAX_BYTES = 150 * 1024
# On a busy machine Chromium may take its screenshot before the last tile is drawn.
MOST_SHOTS = 6
QUALITIES = (86, 82, 78, 74, 70, 66, 62, 58, 54, 50)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--force-device-scale-factor=1", "--default-background-color=00000000",
)  # fmt: skip


class RasteriseError(RuntimeError):
    """A picture could not be drawn; the message says which one and why."""


def main(names: list[str]) -> int:
    """Draw the named pictures, or every one whose SVG is newer than its WebP. Returns the exit code."""
    named = [PICTURES / f"{name}.svg" for name in names]
    chosen = named or [source for source in sorted(PICTURES.glob("*.svg")) if _is_stale(source)]
    try:
        for source in chosen:
            size = rasterise(source)
            sys.stdout.write(f"{source.stem}: {size // 1024} KiB\n")
    except RasteriseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def rasterise(source: Path) -> int:
    """Write ``source`` as a WebP beside it, at most MAX_BYTES large. Returns its size in bytes."""
    if not source.is_file():
        raise RasteriseError(f"There is no {source.name} in {source.parent}.")
    with Image.open(io.BytesIO(_agreed_screenshot(source))) as shot:
        data = _smallest(_opaque_where_possible(shot), source)
    target = source.with_suffix(".webp")
    target.write_bytes(data)
    return len(data)


def _smallest(image: Image.Image, source: Path) -> bytes:
    """The best quality that fits; grain and rain cost more than flat colour."""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= MAX_BYTES:
            return buffer.getvalue()
    raise RasteriseError(f"{source.name} does not fit into {MAX_BYTES} bytes; draw it with less texture.")


def _opaque_where_possible(image: Image.Image) -> Image.Image:
    """Drop an alpha channel that is not used; the logos keep theirs."""
    lowest, _ = image.convert("RGBA").getchannel("A").getextrema()
    return image.convert("RGB") if lowest == 255 else image.convert("RGBA")


def _agreed_screenshot(source: Path) -> bytes:
    """A screenshot that came out the same twice in a row."""
    before = b""
    for _attempt in range(MOST_SHOTS):
        shot = _screenshot(source)
        if shot == before:
            return shot
        before = shot
    raise RasteriseError(f"Chromium drew {source.name} differently each time.")


def _screenshot(source: Path) -> bytes:
    width, height = _size(source)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "shot.png"
        command = [
            _chromium(), *FLAGS, f"--user-data-dir={folder}/profile",
            f"--window-size={width},{height}", f"--screenshot={target}", source.as_uri(),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        if not target.is_file():
            raise RasteriseError(f"Chromium did not draw {source.name}: {done.stderr.decode()[-300:]}")
        return target.read_bytes()


def _size(source: Path) -> tuple[int, int]:
    """Width and height in pixels, from the view box."""
    box = ElementTree.parse(source).getroot().get("viewBox", "")
    try:
        _, _, width, height = (round(float(part)) for part in box.split())
    except ValueError:
        raise RasteriseError(f"{source.name} has no usable viewBox: {box!r}.") from None
    return width, height


def _chromium() -> str:
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    raise RasteriseError("Chromium was not found. Install it or name it in the variable CHROMIUM.")


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".webp")
    return not target.is_file() or target.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

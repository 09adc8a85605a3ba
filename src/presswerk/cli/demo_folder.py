"""Which data folder the demo may fill, and which it may throw away."""

import shutil
from enum import Enum
from pathlib import Path

from presswerk.cli.refusal import Refusal

MARKER = "demo"
KEPT = {"presswerk.toml", "secret.key", "running.lock", "lost+found"}


class Filling(Enum):
    """How far the demo has come in a folder."""

    NONE = ""
    BEGUN = "begun"
    DONE = "done"


def filling_of(data: Path) -> Filling:
    """What the folder's marker says."""
    try:
        return Filling((data / MARKER).read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return Filling.NONE
    except ValueError:
        return Filling.BEGUN  # power failed while it was written


def mark(data: Path, filling: Filling) -> None:
    """Remember it; written before the first row and after the last."""
    (data / MARKER).write_text(filling.value + "\n", encoding="ascii")


def require_own_folder(data: Path) -> None:
    """Refuse a folder that holds anything which is not the demo's: a later --fresh would throw it away."""
    if filling_of(data) is not Filling.NONE or not data.exists():
        return
    if any(data.glob("*.sqlite3")) or (data / "media").exists():
        raise Refusal(
            f"The data folder {data} holds a newspaper that is not the demo's.",
            "Choose another folder for the demo with --data, such as --data demo; or start yours: "
            "presswerk serve --worker.",
        )
    if others := sorted({entry.name for entry in data.iterdir()} - KEPT):
        raise Refusal(
            f"The data folder {data} holds other files already, such as {others[0]}.",
            "Choose an empty or a new folder for the demo with --data.",
        )


def clear(data: Path) -> None:
    """Throw away all of the demo but its settings and its key."""
    require_own_folder(data)
    for entry in sorted(data.iterdir()):
        if entry.name in KEPT or entry.name == MARKER:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    (data / MARKER).unlink(missing_ok=True)  # last: an interrupted clearing is still the demo's

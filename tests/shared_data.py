"""Where the real articles lie that some tests read; they are no part of the project."""

import os
from pathlib import Path

SHARED_DATA = Path(
    os.environ.get("PRESSWERK_TEST_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data"
)

"""What a made picture was made of, in 32 characters."""

import json
from hashlib import blake2b
from typing import Any

# To be raised when the drawing itself changes, so that everything is drawn anew.
DRAWING = 1


def fingerprint(*facts: Any) -> str:
    """The same for the same facts, in every process and version."""
    return blake2b(json.dumps([DRAWING, *facts]).encode(), digest_size=16).hexdigest()

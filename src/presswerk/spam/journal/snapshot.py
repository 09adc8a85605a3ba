"""What was learned, saved so that a start need not replay the whole journal.

    magic 5 | BLAKE2b 16 | head size u32 | head (JSON) | weights (zlib)

A snapshot names the journal's generation and offset and the base's version that it belongs to. One that is
damaged, or belongs to something else, is passed over for the one before it, or for the journal.
"""

import json
import logging
import os
import secrets
import struct
import zlib
from array import array
from base64 import b64decode, b64encode
from hashlib import blake2b
from pathlib import Path
from typing import Any

from presswerk.spam.journal.file import sync_folder
from presswerk.spam.journal.state import State
from presswerk.spam.model.site import BITS

log = logging.getLogger(__name__)

MAGIC = b"PWSS\x03"
KEPT = 2
SUFFIX = ".snapshot"


def save(folder: Path, state: State, generation: bytes, position: int, base_version: str) -> None:
    """Write one, synced and in one step, and remove the oldest."""
    body = _pack(state, generation, position, base_version)
    path = folder / f"{generation.hex()}-{position:015}{SUFFIX}"
    temporary = folder / f"{secrets.token_hex(4)}.new"
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(MAGIC + blake2b(body, digest_size=16).digest() + body)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(folder)
    finally:
        temporary.unlink(missing_ok=True)
    remove_old(folder, generation)


def remove_old(folder: Path, generation: bytes) -> None:
    """Keep the newest of this generation: those of another hold what was dropped."""
    ours = sorted(folder.glob(f"{generation.hex()}-*{SUFFIX}"), reverse=True)
    for path in folder.glob(f"*{SUFFIX}"):
        if path not in ours[:KEPT]:
            path.unlink(missing_ok=True)


def load(folder: Path, generation: bytes, size: int, base_version: str) -> tuple[State, int] | None:
    """The newest good one and the offset up to which it has read; None where there is none.

    A damaged one is named in a warning: nothing is lost, but the disk may be failing.
    """
    for path in sorted(folder.glob(f"{generation.hex()}-*{SUFFIX}"), reverse=True):
        try:
            state, head = _unpack(path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError, struct.error, zlib.error) as error:
            log.warning(
                "The snapshot %s is damaged (%s); the one before it and the journal are read.", path, error
            )
            continue
        if head["base"] == base_version and head["position"] <= size:
            return state, head["position"]
    return None


def _pack(state: State, generation: bytes, position: int, base_version: str) -> bytes:
    weights = state.weights
    learned = weights.grams is not None and weights.grams_seen is not None
    head = {
        "generation": generation.hex(),
        "position": position,
        "base": base_version,
        "bias": [weights.bias, weights.bias_seen],
        "learned": learned,
        "signals": [[number, *values] for number, values in weights.signals.items()],
        "actors": state.influence.actors,
        "surprise": [state.influence.surprise, state.influence.decisions],
        "authors": [[key, *counts] for key, counts in state.authors.items()],
        "addresses": [[key, *counts] for key, counts in state.addresses.items()],
        "hosts": [[key, *counts] for key, counts in state.hosts.items()],
        "decided": [[b64encode(key).decode(), *values] for key, values in state.decided.items()],
        "weeks": state.weeks,
        "balance": state.balance,
        "records": state.records,
    }
    text = json.dumps(head).encode()
    grams = b""
    if weights.grams is not None and weights.grams_seen is not None:
        grams = weights.grams.tobytes() + weights.grams_seen.tobytes()
    return struct.pack("<I", len(text)) + text + zlib.compress(grams, 1)


def _unpack(data: bytes) -> tuple[State, dict[str, Any]]:
    body = data[len(MAGIC) + 16 :]
    if (
        not data.startswith(MAGIC)
        or blake2b(body, digest_size=16).digest() != data[len(MAGIC) : len(MAGIC) + 16]
    ):
        raise ValueError("its checksum does not fit")
    (size,) = struct.unpack_from("<I", body)
    head = json.loads(body[4 : 4 + size])
    state = State()
    weights = state.weights
    weights.bias, weights.bias_seen = head["bias"]
    weights.signals = {number: (weight, seen) for number, weight, seen in head["signals"]}
    if head["learned"]:
        grams = zlib.decompress(body[4 + size :])
        half = 4 << BITS
        weights.grams, weights.grams_seen = array("f"), array("f")
        weights.grams.frombytes(grams[:half])
        weights.grams_seen.frombytes(grams[half:])
    state.influence.actors = {name: (values[0], values[1]) for name, values in head["actors"].items()}
    state.influence.surprise, state.influence.decisions = head["surprise"]
    state.authors = {key: (yes, no) for key, yes, no in head["authors"]}
    state.addresses = {key: (yes, no) for key, yes, no in head["addresses"]}
    state.hosts = {key: (yes, no, first) for key, yes, no, first in head["hosts"]}
    state.decided = {b64decode(key): (label, actor) for key, label, actor in head["decided"]}
    state.weeks = head["weeks"]
    state.balance = head["balance"]
    state.records = head["records"]
    return state, head

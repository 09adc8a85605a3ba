"""Passwords are kept as Argon2id, with a bound on the memory that log-ins can take at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher

CONCURRENT_HASHINGS = 2
LONGEST_WAIT_SECONDS = 5.0

_slots = threading.BoundedSemaphore(CONCURRENT_HASHINGS)


class HashingBusy(Exception):
    """No slot became free in time. The person should try again in a moment."""


class BoundedArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with m = 19 MiB, t = 2, p = 1 (OWASP Password Storage Cheat Sheet, first choice for Argon2id).

    At most two hashings run in a process at once, so that a flood of log-ins costs waiting and not memory.
    ``encode`` and ``verify`` raise HashingBusy when no slot becomes free within LONGEST_WAIT_SECONDS.
    """

    time_cost = 2
    memory_cost = 19456  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """The hash of the password as it is stored."""
        with _slot():
            return str(super().encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        """Whether this is the password."""
        with _slot():
            return bool(super().verify(password, encoded))


@contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise HashingBusy
    try:
        yield
    finally:
        _slots.release()

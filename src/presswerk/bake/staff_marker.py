"""The staff marker: a signed cookie that says "go round the bake", and nothing else.

It is no permission: who may do what is decided by the session. It spares the front a look into the
database, and it keeps a made-up session cookie from costing anything. Pure standard library, because the
front imports no Django; and signed with a key of its own, because the front need not know the newspaper's
secret. Form: ``<expiry, Unix seconds>.<HMAC-SHA-256, 32 hexadecimal digits>``.
"""

from __future__ import annotations

import hashlib
import hmac

_PURPOSE = b"presswerk.staff-marker.v2:"
_SIGNATURE_LENGTH = 32  # 128 bits: more than enough for what the marker is worth
_LONGEST = 64


def marker_key(secret_key: str) -> str:
    """The key that signs markers, made from the newspaper's secret; the secret cannot be made from it."""
    return hmac.new(secret_key.encode(), _PURPOSE, hashlib.sha256).hexdigest()


def make_staff_marker(secret_key: str, expires: int) -> str:
    """The cookie's value for staff whose session lasts until ``expires`` (Unix seconds)."""
    return f"{expires}.{_signature(marker_key(secret_key), str(expires))}"


def is_staff_marker(value: str, secret_key: str, now: float) -> bool:
    """Whether this value was signed here and still holds. Never raises, whatever a client sends."""
    return is_marker_signed_with(value, marker_key(secret_key), now)


def is_marker_signed_with(value: str, key: str, now: float) -> bool:
    """The same for who knows the `marker_key` only."""
    expires, _, signature = value.partition(".")
    if len(value) > _LONGEST or not (expires.isascii() and expires.isdigit() and signature.isascii()):
        return False
    return hmac.compare_digest(signature, _signature(key, expires)) and int(expires) > now


def staff_marker_expiry(value: str) -> int:
    """The expiry of a marker that ``is_staff_marker`` has found good."""
    return int(value.partition(".")[0])


def _signature(key: str, expires: str) -> str:
    digest = hmac.new(bytes.fromhex(key), expires.encode(), hashlib.sha256)
    return digest.hexdigest()[:_SIGNATURE_LENGTH]

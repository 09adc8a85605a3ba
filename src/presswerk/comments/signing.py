"""Signed links: a value that comes back unchanged, for one purpose and for some days."""

import base64
import binascii
import hashlib
import hmac
from functools import cache

from django.utils import timezone

from presswerk import conf

_MAC_BYTES = 16
_TIME_BYTES = 4
_HOUR = 3600


class BadLink(ValueError):
    """Raised for a token that was not signed here for this purpose."""


class ExpiredLink(BadLink):
    """Raised for a token whose days are over."""


def sign(purpose: str, value: str, days: float) -> str:
    """A token for addresses (letters, digits, "-", "_") that `read` turns back into `value`.

    Its last moment is rounded up to the hour. Whoever has it can read the value: put no secret into it.
    """
    hours = -(-int(timezone.now().timestamp() + days * 86_400) // _HOUR)
    body = hours.to_bytes(_TIME_BYTES, "big") + value.encode()
    return base64.urlsafe_b64encode(_mac(purpose, body) + body).rstrip(b"=").decode()


def read(purpose: str, token: str) -> str:
    """The value. Raises ExpiredLink, or BadLink for anything that was not signed for this purpose."""
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        raise BadLink("This is no signed link.") from None
    mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if len(body) < _TIME_BYTES or not hmac.compare_digest(mac, _mac(purpose, body)):
        raise BadLink("This link was not signed here for this purpose.")
    hours = int.from_bytes(body[:_TIME_BYTES], "big")
    if hours * _HOUR < timezone.now().timestamp():
        raise ExpiredLink("This link has expired.")
    return body[_TIME_BYTES:].decode()


def _mac(purpose: str, body: bytes) -> bytes:
    return hashlib.blake2b(body, key=_key(purpose), digest_size=_MAC_BYTES).digest()


@cache
def _key(purpose: str) -> bytes:
    secret = conf.secret_key(conf.current()).encode()
    return hashlib.blake2b(f"comments:link:{purpose}".encode(), key=secret[:64], digest_size=32).digest()

"""Keyed hashes that stand for a person's e-mail and network where the thing itself is not needed.

BLAKE2b with a key (RFC 7693) derived from the newspaper's secret key, one for each purpose, so that hashes of
two purposes cannot be joined and none can be computed outside of this newspaper.
"""

import hashlib
import ipaddress
import unicodedata
from functools import cache, lru_cache

from presswerk import conf


@cache
def _key(purpose: str) -> bytes:
    secret = conf.secret_key(conf.current()).encode()
    return hashlib.blake2b(f"comments:{purpose}".encode(), key=secret[:64], digest_size=32).digest()


def keyed(purpose: str, *parts: str) -> str:
    """64 hexadecimal digits; parts are kept apart by their lengths."""
    digest = hashlib.blake2b(key=_key(purpose), digest_size=32)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def of_email(email: str) -> str:
    """The hash of an address, however it was capitalised; "" for none."""
    plain = normal_email(email)
    return keyed("email", plain) if plain else ""


def normal_email(email: str) -> str:
    """One spelling of an address: NFC, trimmed, small letters (the local part too: no provider tells them
    apart, although RFC 5321 allows it)."""
    return unicodedata.normalize("NFC", email).strip().lower()


@lru_cache(maxsize=1024)
def network_of(address: str) -> str:
    """The network that stands for an address, IPv4 /24 or IPv6 /48; "" when there is none.

    >>> network_of("203.0.113.77"), network_of("2001:db8:1:2::3"), network_of("")
    ('203.0.113.0', '2001:db8:1::', '')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    prefix = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network((found, prefix), strict=False).network_address)


def of_network(address: str) -> str:
    """The hash of the network of an address; "" when there is none."""
    network = network_of(address)
    return keyed("network", network) if network else ""


def fingerprint(article_id: int, parent_id: int | None, email: str, network: str, text: str) -> str:
    """What makes two submissions one: article, parent, e-mail, network, and text without case, forms, spaces.

    The network is in it so that nobody elsewhere can find out, by sending a public text with a guessed e-mail
    address once more, whose it is, or get at the page of its author.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return keyed("fingerprint", str(article_id), str(parent_id or 0), normal_email(email), network, plain)

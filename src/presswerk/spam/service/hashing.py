"""Keyed hashes: what a person could be known by never reaches the filter or the disk in the clear.

BLAKE2b with a key (RFC 7693, section 2.9). The key comes from the installation's secret key, and for what
concerns people from the learner too: two sites' journals cannot be matched with each other, and
nobody without the secret can try out addresses, few as IPv4's networks are.
"""

import ipaddress
from functools import lru_cache
from hashlib import blake2b

HASH_BYTES = 16
IPV4_NETWORK_BITS = 24
IPV6_NETWORK_BITS = 48

# Of these a site says nothing about its visitor: it stands behind a proxy of its own.
_INSIDE = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "::/127", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip


class Hashes:
    """The hashes of one installation."""

    def __init__(self, secret: str):
        self._root = blake2b(secret.encode(), digest_size=32, person=b"presswerk-spam").digest()
        self.of_learner = lru_cache(maxsize=1024)(self._of_learner)

    def of_key(self, key: str) -> bytes:
        """What is stored in place of a service key."""
        return self._digest(b"key", key)

    def _of_learner(self, learner: str) -> "LearnerHashes":
        return LearnerHashes(self._digest(b"learner", learner))

    def _digest(self, purpose: bytes, value: str) -> bytes:
        return blake2b(
            value.encode("utf-8", "replace"), digest_size=32, key=self._root, person=purpose
        ).digest()


class LearnerHashes:
    """The hashes that one learner's journal may hold."""

    def __init__(self, key: bytes):
        self._key = key

    def email(self, address: str) -> str | None:
        """Of the address without blanks and in small letters; None where there is none."""
        return self._hex(b"email", address.strip().casefold())

    def network(self, address: str) -> str | None:
        """Of the network that the address lies in (/24, /48); None where it says nothing of a visitor."""
        network = visitors_network(address)
        return self._hex(b"network", network) if network else None

    def thread(self, place: str) -> str | None:
        """Of what it was written under."""
        return self._hex(b"thread", place.strip())

    def person(self, name: str) -> str | None:
        """Of who reported it."""
        return self._hex(b"person", name.strip().casefold())

    def submission(self, *parts: str) -> str:
        """The name of a submission: the same parts give the same one."""
        return self._hex(b"submission", "\0".join(parts)) or ""

    def _hex(self, purpose: bytes, value: str) -> str | None:
        if not value:
            return None
        encoded = value.encode("utf-8", "replace")
        return blake2b(encoded, digest_size=HASH_BYTES, key=self._key, person=purpose).hexdigest()


def visitors_network(address: str) -> str | None:
    """The network of a visitor, or None for what is no public address.

    >>> visitors_network("203.0.113.77"), visitors_network("2001:db8:1:2::3")
    ('203.0.113.0/24', '2001:db8:1::/48')
    >>> visitors_network("::ffff:198.51.100.9")
    '198.51.100.0/24'
    >>> visitors_network("198.51.100.9, 10.0.0.1"), visitors_network("127.0.0.1"), visitors_network("unknown")
    ('198.51.100.0/24', None, None)
    """
    first = address.partition(",")[0].strip().strip("[]")
    if first.count(":") == 1:
        first = first.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(first.partition("%")[0])
    except ValueError:
        return None
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if any(parsed.version == inside.version and parsed in inside for inside in _INSIDE):
        return None
    bits = IPV4_NETWORK_BITS if parsed.version == 4 else IPV6_NETWORK_BITS
    return str(ipaddress.ip_network((parsed, bits), strict=False))

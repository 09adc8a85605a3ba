"""Which headers go on to Django, and which come back."""

import ipaddress
from collections.abc import Iterable, Sequence

# RFC 9110, 7.6.1; and what an older proxy might take for the length of a message.
HOP_BY_HOP = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection"),
        *("te", "trailer", "transfer-encoding", "upgrade"),
    }
)
# What the front says itself, or nobody from outside may say.
_OURS = frozenset(
    {
        *("host", "content-length", "expect", "forwarded", "x-real-ip", "x-forwarded-for"),
        *("x-forwarded-host", "x-forwarded-port", "x-forwarded-proto"),
    }
)
OUR_PREFIX = "x-presswerk-"


class Forwarding:
    """Makes the headers of a request that is passed on."""

    def __init__(self, trusted_proxies: Sequence[str]):
        self._networks = [ipaddress.ip_network(entry, strict=False) for entry in trusted_proxies]
        self._trusted: dict[str, bool] = {}

    def request_headers(
        self, items: Iterable[tuple[str, str]], host: str, client: str, scheme: str
    ) -> list[tuple[str, str]]:
        """``items`` without what belongs to one connection, and with what the next hop must know.

        ``client`` is the address and port of the peer. Of X-Forwarded-Proto the peer's word counts only if it
        is a trusted proxy; X-Forwarded-For is kept and the peer appended, so that the reader of it decides
        how far to the left it believes.
        """
        items = list(items)
        dropped = HOP_BY_HOP | _named_by_connection(items)
        passed = [
            (name, value)
            for name, value in items
            # An underscore is a hyphen in WSGI, so such a name could be mistaken for one of ours.
            if name not in dropped
            and name not in _OURS
            and not name.startswith(OUR_PREFIX)
            and "_" not in name
        ]
        peer = client.rpartition(":")[0].strip("[]")
        before = [value for name, value in items if name == "x-forwarded-for"]
        passed.append(("host", host))
        if hops := ", ".join([*before, peer] if peer else before):
            passed.append(("x-forwarded-for", hops))
        passed.append(("x-forwarded-proto", self._scheme(items, peer, scheme)))
        return passed

    def _scheme(self, items: list[tuple[str, str]], peer: str, scheme: str) -> str:
        said = [value for name, value in items if name == "x-forwarded-proto"]
        if said and self._is_trusted(peer):
            last = said[-1].rpartition(",")[2].strip().lower()
            if last in ("http", "https"):
                return last
        return scheme

    def _is_trusted(self, peer: str) -> bool:
        known = self._trusted.get(peer)
        if known is None:
            try:
                address = ipaddress.ip_address(peer.partition("%")[0])
            except ValueError:
                return False
            mapped = getattr(address, "ipv4_mapped", None)
            address = mapped or address
            known = any(address.version == net.version and address in net for net in self._networks)
            if len(self._trusted) < 1024:
                self._trusted[peer] = known
        return known


def answer_headers(items: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers of Django's answer that go on to the reader, in lower case.

    What is no ASCII is left out: HTTP allows it no longer, and the server below refuses the whole answer.
    """
    items = [(name.lower(), value) for name, value in items]
    dropped = HOP_BY_HOP | _named_by_connection(items) | {"date", "server"}
    return [
        (name, value)
        for name, value in items
        if name not in dropped and not name.startswith(OUR_PREFIX) and value.isascii() and value.isprintable()
    ]


def _named_by_connection(items: Iterable[tuple[str, str]]) -> set[str]:
    return {
        name.strip().lower()
        for header, value in items
        if header.lower() == "connection"
        for name in value.split(",")
    }

"""The client's address: the last hop that is not one of the newspaper's own proxies.

Each proxy appends to ``X-Forwarded-For`` the address that it was called from, so the list is read from the
right and every entry counts only as far as the hop that wrote it is trusted. ``Forwarded`` (RFC 7239) is not
read at all: with two sources for the same fact, a client sends the one that the proxy does not overwrite.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# What only a proxy may say; from anyone else it is removed before a view can believe it.
PROXY_HEADERS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
)


class TrustedProxiesMiddleware:
    """Sets ``request.client_address`` (a string; "" when nothing is known) and cleans the proxy headers.

    ``settings.TRUSTED_PROXIES`` lists addresses and networks. A peer on a UNIX socket has no address and is
    trusted: the permissions of the socket's file decide who may connect.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted = networks(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        peer = meta.get("REMOTE_ADDR", "")
        address = client_address(peer, meta.get("HTTP_X_FORWARDED_FOR", ""), self.trusted)
        scheme = forwarded_scheme(meta.get("HTTP_X_FORWARDED_PROTO", ""))
        believed = is_trusted_peer(peer, self.trusted)
        for header in PROXY_HEADERS:
            meta.pop(header, None)
        if believed and scheme:
            meta["HTTP_X_FORWARDED_PROTO"] = scheme
        # Everything behind this point, other people's code too, sees the client and not the proxy.
        meta["REMOTE_ADDR"] = address
        request.client_address = address  # type: ignore[attr-defined]
        return self.get_response(request)


def networks(entries: Iterable[str]) -> tuple[Network, ...]:
    """The networks that these addresses and networks name. Raises ValueError at one that is neither."""
    return tuple(ipaddress.ip_network(entry.strip(), strict=False) for entry in entries)


def client_address(peer: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """The address of the client, "" when it is not known.

    ``peer`` is who holds the connection, ``forwarded_for`` the value of X-Forwarded-For. The walk goes from
    the peer to the left and ends at the first hop that is not trusted. An entry that is no address ends it
    too: the last hop that is known to be real is then all that can be said.
    """
    here = parse_address(peer)
    if not is_trusted_peer(peer, trusted):
        return str(here) if here else ""
    for entry in reversed(forwarded_for.split(",")):
        hop = parse_address(entry)
        if hop is None:
            break
        here = hop
        if not is_trusted(hop, trusted):
            break
    return str(here) if here else ""


def is_trusted_peer(peer: str, trusted: Sequence[Network]) -> bool:
    """Whether the holder of the connection may speak for others: a trusted address, or a UNIX socket."""
    if not peer:
        return True
    address = parse_address(peer)
    return address is not None and is_trusted(address, trusted)


def is_trusted(address: Address, trusted: Sequence[Network]) -> bool:
    """Whether the address lies in one of the networks."""
    return any(address.version == network.version and address in network for network in trusted)


def parse_address(text: str) -> Address | None:
    """The address in one hop's entry, without port, brackets and zone; None when there is none.

    >>> parse_address(" 203.0.113.7:4711 ")
    IPv4Address('203.0.113.7')
    >>> parse_address("[2001:db8::1]:443"), parse_address("::ffff:192.0.2.1")
    (IPv6Address('2001:db8::1'), IPv4Address('192.0.2.1'))
    >>> parse_address("unknown") is None
    True
    """
    plain = text.strip().strip('"')
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ipaddress.ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    # The same host must not have two spellings: a dual-stack socket shows IPv4 clients as mapped IPv6.
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def forwarded_scheme(value: str) -> str:
    """ "http" or "https" as the nearest proxy says (the last entry); "" for anything else."""
    scheme = value.rpartition(",")[2].strip().lower()
    return scheme if scheme in {"http", "https"} else ""

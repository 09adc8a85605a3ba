"""The hosts that are answered (RFC 9110, 7.4: others get 421)."""

from collections.abc import Mapping

_MOST_REMEMBERED = 256


class Hosts:
    """From what a client writes to the Host that pages are rendered for."""

    def __init__(self, sites: Mapping[str, str]):
        self._sites = {name.lower(): site for name, site in sites.items()}
        self._seen: dict[str, str | None] = {}

    def site(self, host: str) -> str | None:
        """The configured site; None for a host that is not ours.

        >>> Hosts({"paper.example": "paper.example"}).site("Paper.Example.:8000")
        'paper.example'
        """
        try:
            return self._seen[host]
        except KeyError:
            site = self._sites.get(host_name(host))
            if len(self._seen) < _MOST_REMEMBERED:
                self._seen[host] = site
            return site


def host_name(host: str) -> str:
    """The name without port, in lower case.

    >>> host_name("[::1]:8000"), host_name("A.example:80")
    ('[::1]', 'a.example')
    """
    host = host.lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].rstrip(".")

"""The hosts that are answered (RFC 9110, 7.4: others get 421)."""

from collections.abc import Mapping

_MOST_REMEMBERED = 256


class Hosts:
    """From what a client writes to the Host that pages are rendered for.

    As in Django's ALLOWED_HOSTS, ".example.org" stands for the domain and all below, and "*" for everything.
    An empty site means the name itself.
    """

    def __init__(self, sites: Mapping[str, str]):
        self._sites = {name.lower(): site for name, site in sites.items()}
        self._domains = [(name, site) for name, site in self._sites.items() if name.startswith(".")]
        self._seen: dict[str, str | None] = {}

    def site(self, host: str) -> str | None:
        """The configured site; None for a host that is not ours.

        >>> Hosts({"paper.example": "paper.example"}).site("Paper.Example.:8000")
        'paper.example'
        """
        try:
            return self._seen[host]
        except KeyError:
            site = self._look_up(host_name(host))
            if len(self._seen) < _MOST_REMEMBERED:
                self._seen[host] = site
            return site

    def _look_up(self, name: str) -> str | None:
        site = self._sites.get(name)
        if site is None:
            site = next((of for domain, of in self._domains if f".{name}".endswith(domain)), None)
        if site is None and name:
            site = self._sites.get("*")
        return name if site == "" else site


def host_name(host: str) -> str:
    """The name without port, in lower case.

    >>> host_name("[::1]:8000"), host_name("A.example:80")
    ('[::1]', 'a.example')
    """
    host = host.lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].rstrip(".")

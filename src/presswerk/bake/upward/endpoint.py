"""How each kind of shared cache is told to forget what bears a surrogate key."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

TIMEOUT_SECONDS = 10.0
_DETAIL_BYTES = 300


class EndpointError(Exception):
    """The cache did not take the purge; ``retry_after`` is how long it wants to be left alone, in seconds."""

    def __init__(self, message: str, retry_after: float = 0.0):
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Endpoint:
    """Where purges are sent. ``kind`` is "varnish", "fastly", "cloudflare" or "http"."""

    kind: str
    url: str
    token: str = field(default="", repr=False)

    def purge(self, keys: Sequence[str]) -> None:
        """Have all pages with one of these keys forgotten, whatever their number. Raises EndpointError."""
        make, most = _KINDS[self.kind]
        for start in range(0, len(keys), most):
            _send(make(self, keys[start : start + most]))


def _varnish(endpoint: Endpoint, keys: Sequence[str]) -> urllib.request.Request:
    """For the xkey module its own header, and for a ban the keys as one regular expression."""
    headers = {"xkey-purge": " ".join(keys), "X-Presswerk-Keys": rf"(?<!\S)({'|'.join(keys)})(?!\S)"}
    if endpoint.token:
        headers["X-Presswerk-Token"] = endpoint.token
    return urllib.request.Request(endpoint.url, headers=headers, method="PURGE")


def _fastly(endpoint: Endpoint, keys: Sequence[str]) -> urllib.request.Request:
    """https://www.fastly.com/documentation/reference/api/purging/ ("Purge multiple surrogate key tags")."""
    headers = {
        "Fastly-Key": endpoint.token,
        "Surrogate-Key": " ".join(keys),
        "Accept": "application/json",
    }
    return urllib.request.Request(endpoint.url, data=b"", headers=headers, method="POST")


def _cloudflare(endpoint: Endpoint, keys: Sequence[str]) -> urllib.request.Request:
    """https://developers.cloudflare.com/api/resources/cache/methods/purge/ (by tags)."""
    headers = {"Authorization": f"Bearer {endpoint.token}", "Content-Type": "application/json"}
    data = json.dumps({"tags": list(keys)}).encode()
    return urllib.request.Request(endpoint.url, data=data, headers=headers, method="POST")


def _http(endpoint: Endpoint, keys: Sequence[str]) -> urllib.request.Request:
    headers = {"Content-Type": "application/json", "Surrogate-Key": " ".join(keys)}
    if endpoint.token:
        headers["Authorization"] = f"Bearer {endpoint.token}"
    data = json.dumps({"surrogate_keys": list(keys)}).encode()
    return urllib.request.Request(endpoint.url, data=data, headers=headers, method="POST")


_Make = Callable[[Endpoint, Sequence[str]], urllib.request.Request]
# Kind → its request, and how many keys one may hold: Fastly takes 256, Cloudflare 100, headers not many.
_KINDS: dict[str, tuple[_Make, int]] = {
    "varnish": (_varnish, 200),
    "fastly": (_fastly, 256),
    "cloudflare": (_cloudflare, 100),
    "http": (_http, 500),
}


def _send(request: urllib.request.Request) -> None:
    try:
        # The setting allows http and https alone.
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            body = answer.read(64 * 1024)
    except urllib.error.HTTPError as error:
        with error:
            detail = error.read(_DETAIL_BYTES).decode("utf-8", "replace").strip()
        after = error.headers.get("Retry-After", "")
        raise EndpointError(
            f"{request.get_method()} answered {error.code}: {detail}",
            float(after) if after.isdigit() else 0.0,
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise EndpointError(f"it does not answer: {error}") from error
    if b'"success":false' in body.replace(b" ", b""):  # Cloudflare may say so with status 200
        raise EndpointError(f"it refuses: {body[:_DETAIL_BYTES].decode('utf-8', 'replace')}")

"""One connection that asks for one thing after the other, politely."""

import gzip
import http.client
import socket
import ssl
import time
import zlib
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urlsplit

from presswerk import __version__
from presswerk.cli.refusal import Refusal
from presswerk.cli.words import _

TIMEOUT_SECONDS = 20.0
LARGEST_BYTES = 10_000_000
PAUSE_SECONDS = 0.05
"""Between two requests: a site that is being read should not notice."""


class Answer(NamedTuple):
    """What the site answered. ``body`` is unpacked; ``seconds`` counts until its last byte."""

    path: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    seconds: float

    def header(self, name: str) -> str:
        """The first header of this name (in lower case); "" for none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def cookies(self) -> list[str]:
        """Names of the cookies that it sets."""
        return [value.partition("=")[0] for key, value in self.headers if key.lower() == "set-cookie"]

    @property
    def kind(self) -> str:
        """Its media type without parameters."""
        return self.header("content-type").partition(";")[0].strip().lower()


def site_address(text: str) -> SplitResult:
    """The site that was typed, without a path; https where nothing is said. Raises Refusal."""
    typed = text.strip()
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    try:
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or " " in typed:
        raise Refusal(
            _("{text} is no address of a site.").format(text=text or '""'),
            _("Type one such as https://zeitung.example."),
        )
    return parts._replace(path="", query="", fragment="", netloc=parts.netloc.rpartition("@")[2])


class Visitor:
    """Asks one site for one thing at a time, over one connection."""

    def __init__(
        self, site: SplitResult, *, trust_any: bool = False, pause_seconds: float = PAUSE_SECONDS
    ) -> None:
        self.site = site
        self._pause = pause_seconds
        self._connection: http.client.HTTPConnection | None = None
        self._context = ssl.create_default_context()
        if trust_any:
            self._context.check_hostname = False
            self._context.verify_mode = ssl.CERT_NONE

    def get(self, path: str, *, method: str = "GET", coding: str = "gzip") -> Answer:
        """The answer, redirects not followed. Raises Refusal where the site cannot be reached."""
        path = quote(path, safe="/?=&%:+,;@!$'()*~-._#[]").partition("#")[0] or "/"
        headers = {
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": coding,
            "User-Agent": f"presswerk-check/{__version__}",
        }
        time.sleep(self._pause)
        began = time.monotonic()
        for attempt in (1, 2):
            reused = self._connection is not None
            connection = self._connection or self._connect()
            try:
                connection.request(method, path, headers=headers)
                answer = connection.getresponse()
                body = answer.read(LARGEST_BYTES)
                break
            except (http.client.HTTPException, OSError) as error:
                self.close()
                # A server may end a connection that rests; one that is new has no such excuse.
                if attempt == 2 or not reused:
                    raise self._unreachable(error) from error
        seconds = time.monotonic() - began
        if answer.will_close or not answer.isclosed():
            self.close()
        return Answer(
            path,
            answer.status,
            answer.getheaders(),
            _unpacked(body, answer.getheader("Content-Encoding")),
            seconds,
        )

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def certificate_days(self) -> int | None:
        """Days until the certificate ends; None where it is not checked or there is none."""
        connection = self._connection or self._connect()
        sock = connection.sock
        if not isinstance(sock, ssl.SSLSocket):
            return None
        ends = (sock.getpeercert() or {}).get("notAfter")
        if not isinstance(ends, str):
            return None
        return int((ssl.cert_time_to_seconds(ends) - time.time()) // 86400)

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self.site.hostname or "", self.site.port
        connection: http.client.HTTPConnection
        if self.site.scheme == "https":
            connection = http.client.HTTPSConnection(
                host, port, timeout=TIMEOUT_SECONDS, context=self._context
            )
        else:
            connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
        try:
            connection.connect()
        except OSError as error:
            raise self._unreachable(error) from error
        self._connection = connection
        return connection

    def _unreachable(self, error: Exception) -> Refusal:
        address = self.site.geturl()
        if isinstance(error, ssl.SSLCertVerificationError):
            return Refusal(
                _("The certificate of {address} is not trusted: {reason}.").format(
                    address=address, reason=error.verify_message
                ),
                _("Get one from a known authority such as Let's Encrypt; --insecure looks in spite of it."),
            )
        if isinstance(error, ssl.SSLError):
            return Refusal(
                _("{address} does not speak TLS as it should: {reason}.").format(
                    address=address, reason=error.reason or error
                ),
                _("If it speaks plain HTTP, type http:// before its name."),
            )
        if isinstance(error, socket.gaierror):
            return Refusal(
                _("There is no host {host}.").format(host=self.site.hostname), _("See how the name is spelt.")
            )
        if isinstance(error, http.client.HTTPException):
            reason = type(error).__name__
        else:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return Refusal(
            _("{address} cannot be reached: {reason}.").format(address=address, reason=reason),
            _("See that it runs and that the address is right."),
        )


def _unpacked(body: bytes, coding: str | None) -> bytes:
    try:
        if coding == "gzip":
            return gzip.decompress(body)
        if coding == "br":
            import brotli

            return bytes(brotli.decompress(body))
    except (OSError, EOFError, zlib.error, ValueError):
        return b""
    except Exception as error:  # brotli's own error is no class of ours
        if type(error).__module__.partition(".")[0] in ("brotli", "_brotli"):
            return b""
        raise
    return body

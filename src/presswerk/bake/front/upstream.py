"""The way to Django: HTTP over a UNIX socket."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

import aiohttp
from multidict import CIMultiDict
from yarl import URL

logger = logging.getLogger("presswerk.front")

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 300.0  # an editor's longest action says nothing for that long at most
RENDER_SECONDS = 60.0
MOST_CONNECTIONS = 256
MOST_RENDERED_BYTES = 16 * 1024 * 1024
# Granian closes a connection that is idle for 30 s; it must not do so while a request is on its way.
IDLE_SECONDS = 10.0
MOST_HEADER_BYTES = 64 * 1024


class Away(Exception):
    """Django cannot be reached, or went away in the middle; the message says how."""


class TooLong(Exception):
    """A page that is too long for the store."""


class Rendered(NamedTuple):
    """Django's whole answer."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Upstream:
    """Asks Django. MUST be made inside the event loop that uses it."""

    def __init__(self, socket: Path):
        self._session = aiohttp.ClientSession(
            connector=aiohttp.UnixConnector(
                path=str(socket), limit=MOST_CONNECTIONS, keepalive_timeout=IDLE_SECONDS
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=CONNECT_SECONDS, sock_read=SILENCE_SECONDS
            ),
            max_line_size=MOST_HEADER_BYTES,
            max_field_size=MOST_HEADER_BYTES,
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def request(
        self, method: str, target: str, headers: Sequence[tuple[str, str]], body: bytes | IO[bytes] | None
    ) -> aiohttp.ClientResponse:
        """Send a request; the answer's body is read by the caller, who MUST release it. Raises Away."""
        more: dict[str, Any] = {} if body is None else {"data": body}
        try:
            return await self._session.request(
                method,
                URL(f"http://django{target}", encoded=True),
                headers=CIMultiDict(headers),
                allow_redirects=False,
                **more,
            )
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Away(f"{type(error).__name__}: {error}") from error

    async def render(self, target: str, headers: Sequence[tuple[str, str]]) -> Rendered:
        """Ask for a page and read all of it. Raises Away or TooLong."""
        try:
            async with asyncio.timeout(RENDER_SECONDS):
                response = await self.request("GET", target, headers, None)
                async with response:
                    body = await read_at_most(response, MOST_RENDERED_BYTES)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Away(f"{type(error).__name__}: {error}") from error
        return Rendered(response.status, list(response.headers.items()), body)


async def read_at_most(response: aiohttp.ClientResponse, most_bytes: int) -> bytes:
    """The whole body. Raises TooLong, before more than that is in memory."""
    pieces, length = [], 0
    async for piece in response.content.iter_any():
        length += len(piece)
        if length > most_bytes:
            raise TooLong
        pieces.append(piece)
    return b"".join(pieces)

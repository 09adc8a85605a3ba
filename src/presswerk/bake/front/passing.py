"""Passing a request to Django and its answer to the client, both as they come."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import IO, Any

import aiohttp

from presswerk.bake.front.access_log import shown_path
from presswerk.bake.front.files import Folder
from presswerk.bake.front.headers import Forwarding, answer_headers
from presswerk.bake.front.negotiation import codings
from presswerk.bake.front.pages import FILE_HEADER, FRONT_HEADER
from presswerk.bake.front.plan import Plan
from presswerk.bake.front.refusals import away, no_file, refuse
from presswerk.bake.front.spool import Pipe, TooLarge, gather
from presswerk.bake.front.turns import Turns
from presswerk.bake.front.upstream import Away, Rendered, Upstream
from presswerk.bake.store import encoded_path
from presswerk.bake.store.codings import IDENTITY, coded, is_worth_coding

logger = logging.getLogger("presswerk.front")

WHOLE_BYTES = 512 * 1024  # answers up to that are read before the first byte goes out
_BODILESS = frozenset({204, 304})


class Passing:
    """Knows the way to Django and back."""

    def __init__(self, plan: Plan, upstream: Upstream, media: Folder | None):
        self._plan = plan
        self._upstream = upstream
        self._media = media
        self._forwarding = Forwarding(plan.trusted_proxies)
        self._turns = Turns()

    async def pass_on(self, scope: Any, proto: Any, host: str, why: str) -> None:
        """Let Django answer. ``host`` is what the client wrote, ``why`` the reason for Cache-Status."""
        target = encoded_path(scope.path) + (f"?{scope.query_string}" if scope.query_string else "")
        headers = self._forwarding.request_headers(scope.headers.items(), host, scope.client, scope.scheme)
        headers.append((FRONT_HEADER, self._plan.token))
        try:
            body, length = await self._body(scope, proto)
        except TooLarge:
            most = self._plan.most_upload_bytes // 1024 // 1024
            sentence = (
                f"Das ist zu groß: Auf einmal lassen sich höchstens {most} MB senden. "
                f"Gehen Sie zurück und verkleinern Sie die Datei.\n"
                f"This is too large: at most {most} MB can be sent at once. Go back, make the file smaller."
            )
            refuse(proto, 413, sentence)
            return
        if body is not None:
            headers.append(("content-length", str(length)))
        await self._turns.take()
        try:
            response = await self._upstream.request(scope.method, target, headers, body)
        except Away as failure:
            if scope.path != "/health/":  # asked ten times a second at the start
                path = shown_path(scope.path, self._plan.secret_paths)
                logger.error("Django does not answer %s %s: %s", scope.method, path, failure)
            away(proto, scope.method, 503, self._plan.away_page, "no-connection")
            return
        finally:
            if body is not None and not isinstance(body, bytes):
                body.close()
        async with response:
            await self._turns.take()
            await self._answer(scope, proto, response, why)

    async def answer_rendered(self, scope: Any, proto: Any, rendered: Rendered, cache_status: str) -> None:
        """Answer with a page that is not in the store, as Django made it: coded for this reader alone."""
        if self._answer_with_file(scope, proto, rendered.status, rendered.headers):
            return
        headers = [*answer_headers(rendered.headers), ("cache-status", cache_status)]
        if scope.method == "HEAD" or rendered.status in _BODILESS:
            proto.response_empty(rendered.status, headers)
            return
        headers = [one for one in headers if one[0] != "content-length"]
        body, names = rendered.body, dict(headers)
        if "content-encoding" not in names and is_worth_coding(body, names.get("content-type", "")):
            accepted = codings(scope.headers.get("accept-encoding"))
            coding, body = await asyncio.to_thread(coded, body, accepted)  # up to 40 ms
            headers.append(("vary", "accept-encoding"))
            if coding != IDENTITY:
                headers.append(("content-encoding", coding))
        proto.response_bytes(rendered.status, headers, body)

    async def _body(self, scope: Any, proto: Any) -> tuple[bytes | IO[bytes] | None, int]:
        """The request's body, complete; None when it has none. Raises TooLarge."""
        length = scope.headers.get("content-length")
        if (length is None or length == "0") and "transfer-encoding" not in scope.headers:
            return None, 0
        if length is not None and length.isdigit() and int(length) > self._plan.most_upload_bytes:
            raise TooLarge
        return await gather(proto, self._plan.most_upload_bytes)

    async def _answer(self, scope: Any, proto: Any, response: aiohttp.ClientResponse, why: str) -> None:
        items = list(response.headers.items())
        if self._answer_with_file(scope, proto, response.status, items):
            return
        headers = [*answer_headers(items), ("cache-status", f"presswerk; fwd={why}")]
        if scope.method == "HEAD" or response.status in _BODILESS:
            proto.response_empty(response.status, headers)
            return
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) <= WHOLE_BYTES:
            try:
                body = await response.read()
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                path = shown_path(scope.path, self._plan.secret_paths)
                logger.error("Django broke off its answer to %s: %s", path, error)
                away(proto, scope.method, 502, self._plan.away_page, "broken-off")
                return
            headers = [one for one in headers if one[0] != "content-length"]
            proto.response_bytes(response.status, headers, body)
            return
        await _stream(proto, response, headers)

    def _answer_with_file(self, scope: Any, proto: Any, status: int, items: list[tuple[str, str]]) -> bool:
        """Answer with the uploaded file that Django names, if it names one."""
        name = next((value for header, value in items if header.lower() == FILE_HEADER), None)
        if name is None or status != 200 or self._media is None or scope.method not in ("GET", "HEAD"):
            return False
        more = [one for one in answer_headers(items) if one[0] in _FILE_HEADERS]
        if not self._media.answer(proto, scope.method, scope.headers, name, tuple(more)):
            no_file(proto, scope.method)
        return True


# What Django may say of a file; type, length and validators are the file's own.
_FILE_HEADERS = frozenset({"cache-control", "content-disposition", "content-security-policy"})


async def _stream(proto: Any, response: aiohttp.ClientResponse, headers: list[tuple[str, str]]) -> None:
    """Send a long answer as fast as the client takes it, and free the renderer as soon as it is done."""
    pipe = Pipe()
    filling = asyncio.create_task(pipe.fill(response.content.iter_any()))
    try:
        transport = proto.response_stream(response.status, headers)
        pieces: AsyncIterator[bytes] = pipe.pieces()
        async for piece in pieces:
            await transport.send_bytes(piece)
    except (aiohttp.ClientError, OSError, TimeoutError):
        response.close()
        raise  # the client has left, or Django has: the server ends the connection before its promised end
    finally:
        filling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await filling
        pipe.close()

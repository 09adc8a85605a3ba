"""The service under Granian's RSGI: reads a body within its limits of size and time, and answers."""

import asyncio
from typing import Any
from urllib.parse import unquote

from presswerk.spam.service.answering import Answering
from presswerk.spam.service.exchange import Answer, Request


class TooLarge(Exception):
    """The body is larger than the service reads."""


class RsgiApplication:
    """One process's application. ``body_bytes`` and ``body_seconds`` bound what a client may send."""

    def __init__(self, answering: Answering, *, body_bytes: int, body_seconds: float):
        self._answering = answering
        self._body_bytes = body_bytes
        self._body_seconds = body_seconds

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Called by the server for each call."""
        if scope.proto != "http":
            return
        answer = await self._answer(scope, protocol)
        headers = [
            ("content-type", answer.content_type),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            *((name.lower(), value) for name, value in answer.headers),
        ]
        protocol.response_bytes(answer.status, headers, answer.body)

    async def _answer(self, scope: Any, protocol: Any) -> Answer:
        headers = scope.headers
        # A client that takes us for a proxy names the host in the address (RFC 9112, section 3.2.2).
        host = scope.authority or headers.get("host") or ""
        path = unquote(scope.path)
        try:
            body = await self._body(scope.method, headers.get("content-length"), protocol)
        except TooLarge:
            sentence = f"The call is larger than {self._body_bytes // 1024} KB."
            return self._answering.refuse(path, 413, "too_large", sentence)
        except TimeoutError:
            return self._answering.refuse(path, 408, "too_slow", "The call took too long to arrive.")
        return self._answering(
            Request(
                method=scope.method,
                path=path,
                query=scope.query_string.encode("latin-1", "replace"),
                host=host,
                content_type=headers.get("content-type") or "",
                authorization=headers.get("authorization") or "",
                body=body,
            )
        )

    async def _body(self, method: str, announced: str | None, protocol: Any) -> bytes:
        if method in {"GET", "HEAD"}:
            return b""
        if announced and announced.isdigit() and int(announced) > self._body_bytes:
            raise TooLarge
        parts, size = [], 0
        async with asyncio.timeout(self._body_seconds):
            async for part in protocol:
                size += len(part)
                if size > self._body_bytes:
                    raise TooLarge
                parts.append(bytes(part))
        return b"".join(parts)

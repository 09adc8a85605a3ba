"""One request and its answer: what RSGI calls the protocol."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from presswerk.bake.front.http1.head import date_line, encoded, status_line
from presswerk.bake.front.http1.request import Scope

if TYPE_CHECKING:
    from presswerk.bake.front.http1.connection import Connection

Pairs = Sequence[tuple[str, str]]

HELD_BYTES = 256 * 1024  # of a body that nobody has taken yet
FILE_PIECE_BYTES = 256 * 1024
_BODILESS = frozenset({204, 304})


class ClientGone(ConnectionError):
    """The client has left."""


class Exchange:
    """Gives the request's body and takes the answer. An answer is given once."""

    __slots__ = (
        "_body", "_body_ended", "_chunked", "_connection", "_held", "_left", "_more", "began",
        "began_at", "ended", "expects_continue", "has_body", "headers", "is_http_11", "keep_alive", "scope",
        "sent", "status",
    )  # fmt: skip

    def __init__(
        self,
        connection: "Connection",
        scope: Scope,
        *,
        has_body: bool,
        keep_alive: bool,
        is_http_11: bool = True,
        began_at: float = 0.0,
    ):
        self._connection = connection
        self.scope = scope
        self.has_body = has_body
        self.keep_alive = keep_alive
        self.is_http_11 = is_http_11
        self.expects_continue = False
        self.began_at = began_at  # the loop's time at which the head of the request began to come
        self.status = 0
        self.headers: Pairs = ()  # of the answer
        self.sent = 0  # bytes of the body
        self.began = False  # the head is out
        self.ended = False  # the last byte is out
        self._body: deque[bytes] | None = deque() if has_body else None
        self._body_ended = not has_body
        self._held = 0
        self._more: asyncio.Future[None] | None = None
        self._left = -1  # bytes of a promised length that are still to come
        self._chunked = False

    # The request's body ----------------------------------------------------------------------
    def feed(self, piece: bytes) -> None:
        """A piece has come."""
        if self._body is None:
            return
        self._body.append(piece)
        self._held += len(piece)
        if self._held > HELD_BYTES:
            self._connection.pause(self)
        self._wake()

    def feed_end(self) -> None:
        """All has come."""
        self._body_ended = True
        self._wake()

    @property
    def has_all(self) -> bool:
        """Whether the whole body has come and was taken or dropped."""
        return self._body_ended

    def client_left(self) -> None:
        """No more will come."""
        self._wake()

    def _wake(self) -> None:
        if self._more is not None and not self._more.done():
            self._more.set_result(None)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._pieces()

    async def _pieces(self) -> AsyncIterator[bytes]:
        if self._body is None:
            return
        if self.expects_continue and not self._body and not self._body_ended:
            self._connection.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        while True:
            while self._body:
                piece = self._body.popleft()
                self._held -= len(piece)
                yield piece
            if self._body_ended:
                return
            if self._connection.is_lost:
                raise ClientGone("The client left in the middle of its request.")
            self._connection.resume(self)
            self._more = asyncio.get_running_loop().create_future()
            await self._more

    # The answer ------------------------------------------------------------------------------
    def response_bytes(self, status: int, headers: Pairs, body: bytes) -> None:
        """The whole answer. A Content-Length among the headers MUST NOT be; it is added."""
        length = b"content-length: %d\r\n" % len(body)
        if self.scope.method == "HEAD" or status in _BODILESS:
            body = b""
        self.sent = len(body)
        self._connection.write(b"".join((self._head(status, headers), length, b"\r\n", body)))
        self._end()

    def response_str(self, status: int, headers: Pairs, body: str) -> None:
        """The same for text."""
        self.response_bytes(status, headers, body.encode())

    def response_empty(self, status: int, headers: Pairs) -> None:
        """An answer without a body. To HEAD the headers may tell the length that GET would have."""
        needs_length = status not in _BODILESS and self.scope.method != "HEAD"
        length = b"content-length: 0\r\n" if needs_length else b""
        if needs_length:
            headers = [one for one in headers if one[0] != "content-length"]
        self._connection.write(b"".join((self._head(status, headers), length, b"\r\n")))
        self._end()

    def response_file(self, status: int, headers: Pairs, path: str) -> None:
        """A whole file; its length stands in the headers."""
        length = next(int(value) for name, value in headers if name == "content-length")
        self.response_file_range(status, headers, path, 0, length)

    def response_file_range(self, status: int, headers: Pairs, path: str, first: int, end: int) -> None:
        """A part of a file; its length stands in the headers. Sent after this call returns."""
        self._connection.run(self, self._send_file(status, headers, path, first, end))

    def response_stream(self, status: int, headers: Pairs) -> "Stream":
        """An answer whose pieces are sent one by one. Its end is the end of the handler."""
        length = next((value for name, value in headers if name == "content-length"), None)
        framing = b""
        if length is not None:
            self._left = int(length)
        elif self.is_http_11:
            self._chunked = True
            framing = b"transfer-encoding: chunked\r\n"
        else:
            self.keep_alive = False  # the end of the connection is the end of the answer
        self._connection.write(b"".join((self._head(status, headers), framing, b"\r\n")))
        return Stream(self)

    async def send(self, piece: bytes) -> None:
        """A piece of a stream; returns when the client's line has room again. Raises ClientGone."""
        if self._connection.is_lost:
            raise ClientGone("The client left in the middle of its answer.")
        if not piece:
            return
        if self._left >= 0:
            self._left -= len(piece)
            if self._left < 0:
                raise ValueError("The answer is longer than it said.")
        self.sent += len(piece)
        if self._chunked:
            self._connection.write(b"%x\r\n" % len(piece))
            self._connection.write(piece)
            self._connection.write(b"\r\n")
        else:
            self._connection.write(piece)
        await self._connection.drained()

    def handler_ended(self, error: BaseException | None) -> None:
        """Finish what the handler has begun; what it has not begun is an error of ours."""
        if self.ended:
            return
        if not self.began and not self._connection.is_lost:
            self.keep_alive = False
            self.response_str(500, [("content-type", "text/plain; charset=utf-8")], "Something went wrong.\n")
        elif error is not None or self._left > 0:
            self._connection.break_off()  # nobody may take a part for the whole
        else:
            if self._chunked:
                self._connection.write(b"0\r\n\r\n")
            self._end()

    async def _send_file(self, status: int, headers: Pairs, path: str, first: int, end: int) -> None:
        with open(path, "rb") as file:
            file.seek(first)
            stream = self.response_stream(status, headers)
            while first < end:
                piece = file.read(min(FILE_PIECE_BYTES, end - first))
                if not piece:
                    return  # it became shorter; `handler_ended` sees that something is missing
                first += len(piece)
                await stream.send_bytes(piece)

    def _head(self, status: int, headers: Pairs) -> bytes:
        if self.began:
            raise RuntimeError("An answer is given once.")
        lines = encoded(headers)
        self.began = True
        self.status = status
        self.headers = headers
        if not self._body_ended or self._connection.is_stopping:
            self.keep_alive = False  # the rest of the request would be taken for the next one
        connection = b"" if self.keep_alive and self.is_http_11 else self._persistence()
        return b"".join((status_line(status), date_line(), lines, connection))

    def _persistence(self) -> bytes:
        return b"connection: keep-alive\r\n" if self.keep_alive else b"connection: close\r\n"

    def _end(self) -> None:
        self.ended = True
        self._connection.answer_ended(self)


class Stream:
    """The open end of a streamed answer."""

    __slots__ = ("_exchange",)

    def __init__(self, exchange: Exchange):
        self._exchange = exchange

    async def send_bytes(self, piece: bytes) -> None:
        """Send a piece; returns when the client's line has room again."""
        await self._exchange.send(piece)

"""One connection: parsing, order of answers, keep-alive, backpressure, limits."""

import asyncio
import logging
import socket
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

import httptools

from presswerk.bake.front.http1.exchange import ClientGone, Exchange
from presswerk.bake.front.http1.request import Headers, Scope

logger = logging.getLogger("presswerk.front")

MOST_HEADERS = 100
MOST_HEAD_BYTES = 32 * 1024
MOST_PIPELINED = 32
HEAD_SECONDS = 30.0  # to write the head of a request, and between two requests
STALL_SECONDS = 60.0  # in which nothing of an answer is taken, or nothing of a body comes
LINGER_SECONDS = 2.0
WRITE_HIGH_BYTES = 256 * 1024


class Application(Protocol):
    """What answers: at once (None), or by the coroutine that it returns."""

    def handle(self, scope: Scope, proto: Exchange) -> Coroutine[Any, Any, None] | None: ...


class Connection(asyncio.Protocol):
    """Made by the server for each client."""

    def __init__(
        self,
        application: Application,
        connections: set["Connection"],
        note: Callable[[Exchange, float], None] | None = None,
    ):
        """``note`` hears of each answer that has ended, with the seconds since its request began."""
        self._application = application
        self._note = note
        self._connections = connections
        self._parser = httptools.HttpRequestParser(self)
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport
        self._client = ""
        self._target = b""
        self._headers = Headers()
        self._head_bytes = 0
        self._receiving: Exchange | None = None
        self._answering: Exchange | None = None
        self._waiting: deque[Exchange] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._room: asyncio.Future[None] | None = None  # there while the client's line is full
        self._is_held = False  # a body comes faster than it is taken
        self._is_paused = False
        self._is_lingering = False
        self._has_ended = False  # the client has closed its half
        self._head_began_at: float | None = None
        self.is_lost = False
        self.is_stopping = False
        self._moved_at = self._loop.time()
        self._unsent = 0

    # From the loop ---------------------------------------------------------------------------
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]
        self._transport.set_write_buffer_limits(high=WRITE_HIGH_BYTES)
        peer = transport.get_extra_info("peername")
        if isinstance(peer, tuple):
            self._client = f"[{peer[0]}]:{peer[1]}" if ":" in peer[0] else f"{peer[0]}:{peer[1]}"
        self._connections.add(self)

    def data_received(self, data: bytes) -> None:
        if self._is_lingering or self._transport.is_closing():
            return
        self._moved_at = self._loop.time()
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            return  # answered like any other, and then closed
        except httptools.HttpParserError as error:
            cause = error.__context__
            if isinstance(cause, _TooMuch):
                self._refuse(cause.status, str(cause))
            else:
                self._refuse(400, "This is no request of HTTP/1.1.")

    def eof_received(self) -> bool:
        # A client may close its own half and still wait for the answer, unless its request is not whole.
        self._has_ended = True
        is_whole = self._receiving is None
        return is_whole and (self._answering is not None or bool(self._waiting)) and not self._is_lingering

    def connection_lost(self, error: Exception | None) -> None:
        self.is_lost = True
        self._connections.discard(self)
        for exchange in (self._receiving, self._answering):
            if exchange is not None:
                exchange.client_left()
        if self._room is not None and not self._room.done():
            self._room.set_result(None)

    def pause_writing(self) -> None:
        self._room = self._loop.create_future()
        self._read_or_not()  # who does not take its answers asks for no more of them

    def resume_writing(self) -> None:
        if self._room is not None and not self._room.done():
            self._room.set_result(None)
        self._room = None
        self._read_or_not()
        if self._waiting:
            self._loop.call_soon(self._next)

    # From the parser -------------------------------------------------------------------------
    def on_message_begin(self) -> None:
        self._target = b""
        self._headers = Headers()
        self._head_bytes = 0
        self._head_began_at = self._loop.time()

    def on_url(self, url: bytes) -> None:
        self._target += url
        self._count(len(url), 414)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value) + 4, 431)
        self._headers.add(name, value)
        if len(self._headers) > MOST_HEADERS:
            raise _TooMuch(431, "There are too many headers.")

    def on_headers_complete(self) -> None:
        parser, headers = self._parser, self._headers
        self._headers = Headers()  # what comes now are trailers, which are nobody's headers
        began_at = self._head_began_at or self._loop.time()
        self._head_began_at = None
        if headers.has_two_hosts:
            raise _TooMuch(400, "A request names one host.")
        coding = ", ".join(headers.get_all("transfer-encoding"))
        if coding and (coding.strip().lower() != "chunked" or parser.get_http_version() != "1.1"):
            raise _TooMuch(501, "Of codings for the transfer only chunked is understood, in HTTP/1.1.")
        length = headers.get("content-length")
        has_body = (length is not None and length != "0") or "transfer-encoding" in headers
        is_http_11 = parser.get_http_version() == "1.1"
        scope = Scope(parser.get_method().decode(), self._target, headers, self._client)
        exchange = Exchange(
            self,
            scope,
            has_body=has_body,
            is_http_11=is_http_11,
            keep_alive=parser.should_keep_alive() and not parser.should_upgrade(),
            began_at=began_at,
        )
        self._receiving = exchange
        if has_body:
            exchange.expects_continue = is_http_11 and (headers.get("expect") or "").lower() == "100-continue"
            self._queue(exchange)

    def on_body(self, body: bytes) -> None:
        if self._receiving is not None:
            self._receiving.feed(body)

    def on_message_complete(self) -> None:
        exchange, self._receiving = self._receiving, None
        if exchange is None:
            return
        if exchange.has_body:
            exchange.feed_end()
        else:
            self._queue(exchange)

    def _count(self, length: int, status: int) -> None:
        self._head_bytes += length
        if self._head_bytes > MOST_HEAD_BYTES:
            raise _TooMuch(status, "The head of the request is too long.")

    # Answering, in the order of the requests -------------------------------------------------
    def _queue(self, exchange: Exchange) -> None:
        if self._answering is None and not self._waiting and self._room is None:
            self._answer(exchange)
            return
        self._waiting.append(exchange)
        if len(self._waiting) > MOST_PIPELINED:
            raise _TooMuch(429, "There are too many requests at once.")

    def _answer(self, exchange: Exchange) -> None:
        self._answering = exchange
        try:
            rest = self._application.handle(exchange.scope, exchange)
        except Exception as error:
            logger.exception("A request could not be answered")
            exchange.handler_ended(error)
            return
        if rest is not None:
            self.run(exchange, rest)
        elif not exchange.ended and not self._tasks:
            exchange.handler_ended(None)

    def run(self, exchange: Exchange, work: Coroutine[Any, Any, None]) -> None:
        """Go on answering in a task."""
        task = self._loop.create_task(self._run(exchange, work))
        self._tasks.add(task)

    async def _run(self, exchange: Exchange, work: Coroutine[Any, Any, None]) -> None:
        error: BaseException | None = None
        try:
            await work
        except ClientGone as gone:
            error = gone
        except Exception as failure:
            error = failure
            logger.exception("A request could not be answered")
        current = asyncio.current_task()
        if current is not None:
            self._tasks.discard(current)
        if not self._tasks:  # a file that is sent goes on after the handler that chose it
            exchange.handler_ended(error)

    def answer_ended(self, exchange: Exchange) -> None:
        """Called by the exchange with the last byte."""
        if exchange is self._answering:
            self._answering = None
        self._moved_at = now = self._loop.time()
        if self._note is not None:
            self._note(exchange, now - exchange.began_at)
        if not exchange.keep_alive:
            self._waiting.clear()
            self._close(exchange)
            return
        if self._waiting:
            self._loop.call_soon(self._next)
        elif self._has_ended:
            self._transport.close()

    def _close(self, exchange: Exchange) -> None:
        """Close; but hear a client out that still sends."""
        if exchange.has_all or self.is_lost:
            self._transport.close()
        else:
            self._linger()

    def _linger(self) -> None:
        """Take what still comes for a moment: a client that is cut off may never see the answer."""
        self._is_lingering = True
        self._is_held = False
        self._read_or_not()
        if self._transport.can_write_eof():
            self._transport.write_eof()
        self._loop.call_later(LINGER_SECONDS, self._transport.close)

    def _next(self) -> None:
        if self._waiting and self._answering is None and self._room is None and not self.is_lost:
            self._answer(self._waiting.popleft())

    # For the exchange ------------------------------------------------------------------------
    def write(self, data: bytes) -> None:
        """Send bytes."""
        if not self.is_lost:
            self._transport.write(data)

    async def drained(self) -> None:
        """Wait until the client's line has room. Raises ClientGone."""
        if self._room is not None:
            await asyncio.shield(self._room)
        if self.is_lost:
            raise ClientGone("The client left in the middle of its answer.")

    def break_off(self) -> None:
        """End the connection so that the client sees that something is missing."""
        if self._note is not None and self._answering is not None:
            self._note(self._answering, self._loop.time() - self._answering.began_at)
        self._answering = None
        self._waiting.clear()
        if not self.is_lost:
            self._transport.abort()

    def pause(self, exchange: Exchange) -> None:
        """Take nothing more from the client for now."""
        self._is_held = True
        self._read_or_not()

    def resume(self, exchange: Exchange) -> None:
        """Take more from the client."""
        self._is_held = False
        self._read_or_not()

    def _read_or_not(self) -> None:
        is_paused = self._is_held or (self._room is not None and not self._is_lingering)
        if is_paused == self._is_paused or self.is_lost or self._transport.is_closing():
            return
        self._is_paused = is_paused
        if is_paused:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    # For the server --------------------------------------------------------------------------
    def stop(self) -> None:
        """Close when idle, else after the answer."""
        self.is_stopping = True
        if self._answering is None and not self._waiting:
            self._transport.close()

    def end_if_stalled(self, now: float) -> None:
        """End a connection on which nothing has moved for too long."""
        if self.is_lost:
            return
        unsent = self._transport.get_write_buffer_size()
        if unsent < self._unsent:
            self._moved_at = now
        self._unsent = unsent
        waits_for_us = self._answering is not None and not unsent and self._answering.has_all
        most = STALL_SECONDS if self._answering is not None else HEAD_SECONDS
        since = self._moved_at
        if self._head_began_at is not None and self._answering is None and not self._waiting and not unsent:
            since = self._head_began_at  # a byte now and then is no progress: a head has to be whole in time
        if not waits_for_us and now - since > most:
            self._transport.abort()

    def _refuse(self, status: int, reason: str) -> None:
        """Answer what is no request, and close."""
        body = f"{reason}\n".encode()
        if self._answering is None and not self.is_lost:
            head = f"HTTP/1.1 {status} {_PHRASES[status]}\r\ncontent-type: text/plain; charset=utf-8\r\n"
            self.write(f"{head}content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode() + body)
            self._linger()
        else:
            self.break_off()


_PHRASES = {
    400: "Bad Request",
    414: "URI Too Long",
    429: "Too Many Requests",
    431: "Headers Too Large",
    501: "Not Implemented",
}


class _TooMuch(Exception):
    """A limit was passed, or a request says what cannot be done."""

    def __init__(self, status: int, reason: str):
        super().__init__(reason)
        self.status = status


def listen(host: str, port: int, backlog: int) -> socket.socket:
    """A listening socket. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(backlog)
    listener.setblocking(False)
    listener.set_inheritable(True)
    return listener

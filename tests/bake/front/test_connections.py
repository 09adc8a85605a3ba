"""What clients do with a connection: many requests at once, half of one, none at all, and tricks.

The first part asks a front that runs, the second one connection alone, whose clock the test turns.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import ExitStack, closing
from typing import Any, cast

import pytest
import uvloop

from presswerk.bake.front.http1.connection import HEAD_SECONDS, STALL_SECONDS, Connection

from .client import PATIENCE_SECONDS, parse, raw
from .conftest import HOST, Newspaper


def request(target: str, *lines: str, method: str = "GET", version: str = "1.1", body: str = "") -> bytes:
    """The bytes of a request."""
    return "\r\n".join([f"{method} {target} HTTP/{version}", f"Host: {HOST}", *lines, "", body]).encode()


def connected(paper: Newspaper) -> socket.socket:
    """An open connection to the front."""
    return socket.create_connection(("127.0.0.1", paper.port), PATIENCE_SECONDS)


def all_of(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    pieces = []
    while piece := connection.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


# A front that runs -------------------------------------------------------------------------------
def test_requests_sent_at_once_are_answered_in_their_order(paper: Newspaper) -> None:
    """From the store at once, from Django later, and from the store again: nobody overtakes."""
    names = [paper.new_page(f"text{number}") for number in range(10)]
    for name in names[::2]:
        paper.get(f"/page/{name}")
    closing_one = request("/echo/?last", "Connection: close")
    answers = raw(paper.port, b"".join(request(f"/page/{name}") for name in names) + closing_one)
    places = [answers.index(f"text{number}|".encode()) for number in range(10)]
    assert places == sorted(places)
    assert answers.count(b"HTTP/1.1 200") == 11
    assert answers.index(b'"QUERY_STRING": "last"') > places[-1]


def test_who_sends_more_at_once_than_is_held_is_cut_off_and_nobody_else(paper: Newspaper) -> None:
    with connected(paper) as connection:
        connection.sendall(request("/echo/") * 100)
        try:
            answers = all_of(connection)
        except ConnectionResetError:
            answers = b""
    assert answers.count(b"HTTP/1.1 200") < 100
    assert paper.get(f"/page/{paper.new_page()}").status == 200


def test_a_client_that_has_closed_its_half_is_answered_and_then_closed(paper: Newspaper) -> None:
    with connected(paper) as connection:
        connection.sendall(request("/echo/?half"))
        connection.shutdown(socket.SHUT_WR)
        answer = parse(all_of(connection))  # ends: the front does not wait for the client's next request
    assert answer.status == 200
    assert b"half" in answer.body


def test_a_client_that_leaves_in_the_middle_of_its_upload_is_let_go(paper: Newspaper) -> None:
    with connected(paper) as connection:
        connection.sendall(request("/echo/", "Content-Length: 10", method="POST", body="abc"))
        connection.shutdown(socket.SHUT_WR)
        assert not all_of(connection).startswith(b"HTTP/1.1 200")


def test_many_idle_clients_disturb_nobody(paper: Newspaper) -> None:
    name = paper.new_page()
    paper.get(f"/page/{name}")
    with ExitStack() as idle:
        for number in range(300):
            connection = idle.enter_context(closing(connected(paper)))
            if number % 3 == 1:
                connection.sendall(request(f"/page/{name}")[:20])  # half a head
            elif number % 3 == 2:
                connection.sendall(request("/echo/", "Content-Length: 99", method="POST", body="x"))
        assert paper.get(f"/page/{name}").headers["cache-status"] == "presswerk; hit"
        assert paper.get(f"/page/{paper.new_page()}").status == 200


def test_a_client_that_waits_for_100_continue_gets_it_and_one_of_http_1_0_does_not(paper: Newspaper) -> None:
    expecting = ("Content-Length: 3", "Expect: 100-continue", "Connection: close")
    with connected(paper) as connection:
        connection.sendall(request("/echo/", *expecting, method="POST"))
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"abc")
        assert b'"length": 3' in parse(all_of(connection)).body
    answer = raw(paper.port, request("/echo/", *expecting, method="POST", version="1.0", body="abc"))
    assert answer.startswith(b"HTTP/1.1 200")


def test_who_asks_before_sending_too_much_is_refused_before_sending(paper: Newspaper) -> None:
    with connected(paper) as connection:
        connection.sendall(
            request("/echo/", "Content-Length: 99999999", "Expect: 100-continue", method="POST")
        )
        answer = parse(all_of(connection))
    assert (answer.status, answer.headers["connection"]) == (413, "close")


def test_an_answer_reaches_a_client_that_still_sends(paper: Newspaper) -> None:
    """Closing at once would reset the line and take the answer with it."""
    with connected(paper) as connection:
        connection.sendall(request("/echo/", "Content-Length: 99999999", method="POST"))
        try:
            for _ in range(64):
                connection.sendall(b"x" * 16384)
        except (BrokenPipeError, ConnectionResetError):
            pytest.fail("The line was cut while the client was still sending.")
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_a_head_that_is_too_long_is_told_so(paper: Newspaper) -> None:
    for long, status in ((request("/", "X: " + "x" * 40_000), 431), (request("/" + "x" * 40_000), 414)):
        assert raw(paper.port, long).startswith(f"HTTP/1.1 {status} ".encode())
    many = request("/", *(f"X-{number}: 1" for number in range(150)))
    assert raw(paper.port, many).startswith(b"HTTP/1.1 431 ")


def test_http_1_0_is_answered_in_its_own_way(paper: Newspaper) -> None:
    name = paper.new_page("text")
    answer = raw(paper.port, request(f"/page/{name}", version="1.0"))
    assert parse(answer).headers["connection"] == "close"
    assert parse(answer).body == b"text|\n" * 200
    long = parse(raw(paper.port, request("/long/", f"Cookie: {paper.staff_cookie()}", version="1.0")))
    assert "transfer-encoding" not in long.headers
    assert len(long.body) == 128 * 65536


def test_http_1_0_stays_connected_where_it_asks_for_it(paper: Newspaper) -> None:
    name = paper.new_page("text")
    paper.get(f"/page/{name}")
    one = request(f"/page/{name}", "Connection: keep-alive", version="1.0")
    answers = raw(paper.port, one + request(f"/page/{name}", version="1.0"))
    assert answers.count(b"HTTP/1.1 200") == 2
    assert b"connection: keep-alive" in answers


def test_an_absolute_target_names_the_host_and_asks_for_the_same_page(paper: Newspaper) -> None:
    name = paper.new_page("text")
    paper.get(f"/page/{name}")
    close = "Connection: close"
    answer = parse(raw(paper.port, request(f"http://{HOST}/page/{name}?utm_source=x", close)))
    assert answer.headers["cache-status"] == "presswerk; hit"
    assert parse(raw(paper.port, request(f"http://evil.example/page/{name}", close))).status == 421
    assert parse(raw(paper.port, request("http:///page/x", close))).status in (400, 421)


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: -1"],
        ["Content-Length: +3"],
        ["Content-Length: 3, 3"],
        ["Content-Length: 0x3"],
        ["Content-Length: 3 3"],
        ["Content-Length:"],
        ["Content-Length: 3", "Content-Length: 3"],
        ["Content-Length: 3", "Content-Length: 4"],
        ["Content-Length: 99999999999999999999999999"],
        ["Content-Length: 3", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 3"],
        ["Transfer-Encoding: chunked, identity"],
        ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding : chunked"],
        ["Transfer-Encoding:\x0bchunked"],
        ["Transfer-Encoding: identity", "Content-Length: 3"],
        ["X: 1\n\nGET /page/smuggled HTTP/1.1"],
        [" Folded: 1"],
    ],
)
def test_who_says_two_things_about_a_length_smuggles_nothing_in(paper: Newspaper, lines: list[str]) -> None:
    """Whatever is answered, what follows the doubtful request is never taken for another one."""
    smuggled = f"GET /page/smuggled HTTP/1.1\r\nHost: {HOST}\r\n\r\n"
    answer = raw(paper.port, request("/echo/", *lines, method="POST", body=f"0\r\n\r\n{smuggled}"))
    assert answer.count(b"HTTP/1.1 ") == 1
    assert paper.renders("smuggled") == 0


@pytest.mark.parametrize(
    "body",
    [
        "zz\r\nabc\r\n0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "3\nabc\n0\n\n",
        "-1\r\n\r\n",
        "fffffffffffffffff\r\n",
    ],
)
def test_chunks_that_are_none_are_refused(paper: Newspaper, body: str) -> None:
    answer = raw(paper.port, request("/echo/", "Transfer-Encoding: chunked", method="POST", body=body))
    assert not answer.startswith(b"HTTP/1.1 200")


def test_trailers_are_nobodys_headers(paper: Newspaper) -> None:
    chunked = request(
        "/echo/",
        *("Transfer-Encoding: chunked", "Trailer: X-Late", "Connection: close"),
        method="POST",
        body="3\r\nabc\r\n0\r\nX-Late: 1\r\nX-Forwarded-For: 1.2.3.4\r\nCookie: staff=x\r\n\r\n",
    )
    answer = parse(raw(paper.port, chunked))
    assert answer.status == 200
    assert b'"length": 3' in answer.body
    assert not [name for name in (b"LATE", b"1.2.3.4", b"COOKIE") if name in answer.body]


def test_two_hosts_are_refused_for_pages_of_the_store_too(paper: Newspaper) -> None:
    name = paper.new_page()
    paper.get(f"/page/{name}")
    two = request(f"/page/{name}", "Host: other.example", "Connection: close")
    assert raw(paper.port, two).startswith(b"HTTP/1.1 400 ")


def test_an_upgrade_is_answered_as_what_it_was_before(paper: Newspaper) -> None:
    name = paper.new_page("text")
    h2c = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA")
    answer = parse(raw(paper.port, request(f"/page/{name}", *h2c)))
    assert (answer.status, answer.body[:5]) == (200, b"text|")
    preface = raw(paper.port, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    assert not preface.startswith(b"HTTP/1.1 2")


# One connection alone ----------------------------------------------------------------------------
class Big:
    """Answers everything with 200 KB, or, where the path is /slow, when it is told to."""

    def __init__(self) -> None:
        self.answered = 0
        self.go = asyncio.Event()

    def handle(self, scope: Any, proto: Any) -> Coroutine[Any, Any, None] | None:
        if scope.path == "/slow":
            return self._slow(proto)
        self.answered += 1
        proto.response_bytes(200, [("x-number", str(self.answered))], b"x" * 200_000)
        return None

    async def _slow(self, proto: Any) -> None:
        async for _piece in proto:
            pass
        await self.go.wait()
        proto.response_bytes(200, [], b"slow")


Talk = Callable[[Big, Connection, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def with_connection(talk: Talk) -> None:
    """Run a talk between a client and one connection of the front's server."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        big, connections = Big(), set[Connection]()
        server = await loop.create_server(lambda: Connection(big, connections), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**26)
        while not connections:
            await asyncio.sleep(0)
        await asyncio.wait_for(talk(big, next(iter(connections)), reader, writer), PATIENCE_SECONDS)
        writer.close()
        server.close()

    uvloop.run(run())


def reading(writer: asyncio.StreamWriter) -> asyncio.ReadTransport:
    """The client's transport, which is one for both ways."""
    return cast("asyncio.ReadTransport", writer.transport)


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop run until it is true."""
    while not condition():
        await asyncio.sleep(0)


def test_a_head_that_is_never_finished_ends_in_time_however_often_a_byte_comes() -> None:
    async def talk(
        big: Big, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        now = asyncio.get_running_loop().time()
        writer.write(b"GET /")
        await until(lambda: connection._head_began_at is not None)
        connection.end_if_stalled(now + HEAD_SECONDS - 1)
        writer.write(b"x")
        await writer.drain()
        connection._moved_at = now + HEAD_SECONDS  # a byte has come just now
        assert not connection.is_lost
        connection.end_if_stalled(now + HEAD_SECONDS + 1)
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)

    with_connection(talk)


def test_a_body_that_is_never_finished_ends_in_time() -> None:
    async def talk(
        big: Big, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(request("/slow", "Content-Length: 10", method="POST", body="abc"))
        await until(lambda: connection._answering is not None)
        now = asyncio.get_running_loop().time()
        connection.end_if_stalled(now + STALL_SECONDS - 1)
        assert not connection.is_lost
        connection.end_if_stalled(now + STALL_SECONDS + 1)
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)

    with_connection(talk)


def test_a_rendering_that_takes_long_is_no_stalled_client() -> None:
    async def talk(
        big: Big, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(request("/slow"))
        await until(lambda: connection._answering is not None)
        connection.end_if_stalled(asyncio.get_running_loop().time() + 10 * STALL_SECONDS)
        big.go.set()
        assert (await reader.readuntil(b"slow")).startswith(b"HTTP/1.1 200")

    with_connection(talk)


def test_who_asks_and_asks_and_takes_nothing_fills_no_memory_and_is_ended() -> None:
    async def talk(
        big: Big, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        reading(writer).pause_reading()
        writer.write(request("/x") * 30)
        await until(lambda: connection._room is not None)
        answered = big.answered
        assert answered < 30, "the others wait until there is room"
        assert connection._transport.get_write_buffer_size() < 2_000_000
        now = asyncio.get_running_loop().time()
        connection.end_if_stalled(now)
        connection.end_if_stalled(now + STALL_SECONDS + 1)
        await until(lambda: connection.is_lost)

    with_connection(talk)


def test_who_takes_the_answers_late_gets_all_of_them() -> None:
    async def talk(
        big: Big, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        reading(writer).pause_reading()
        writer.write(request("/x") * 30 + request("/x", "Connection: close"))
        await until(lambda: connection._room is not None)
        reading(writer).resume_reading()
        answers = await reader.read()
        assert answers.count(b"HTTP/1.1 200") == 31
        assert answers.count(b"x" * 200_000) == 31

    with_connection(talk)

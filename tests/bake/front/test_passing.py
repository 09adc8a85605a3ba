"""What goes to Django and comes back: headers, uploads, long answers, and requests that want to confuse."""

import hashlib
import json
import socket

import pytest

from .client import Answer, ask, parse, raw
from .conftest import HOST, Newspaper, wait_for


def seen(answer: Answer) -> dict[str, str]:
    """The environment that the backend was called with."""
    return json.loads(answer.body)["environ"]


def test_what_only_the_front_may_say_is_taken_from_nobody_else(paper: Newspaper) -> None:
    environ = seen(
        paper.get(
            "/echo/?x=1",
            X_Presswerk_Bake="1",
            X_Presswerk_Front="1",
            X_Presswerk_Address="//paper.example/",
            X_Forwarded_Proto="https",
            X_Forwarded_Host="evil.example",
            X_Real_IP="1.2.3.4",
            Forwarded="for=1.2.3.4",
        )
    )
    assert "evil" not in json.dumps(environ)
    assert environ.pop("HTTP_X_PRESSWERK_FRONT") == paper.plan.token
    assert not [
        name for name in environ if "PRESSWERK" in name or name in ("HTTP_X_REAL_IP", "HTTP_FORWARDED")
    ]
    assert environ["HTTP_X_FORWARDED_PROTO"] == "http"
    assert environ["QUERY_STRING"] == "x=1"


def test_names_with_underscores_cannot_pose_as_others(paper: Newspaper) -> None:
    answer = ask(
        paper.port, "GET", "/echo/", {"Host": HOST, "X_Forwarded_Proto": "https", "X_Presswerk_Bake": "1"}
    )
    environ = seen(answer)
    assert environ["HTTP_X_FORWARDED_PROTO"] == "http"
    assert "HTTP_X_PRESSWERK_BAKE" not in environ


def test_the_client_is_the_last_hop(paper: Newspaper) -> None:
    environ = seen(paper.get("/echo/", X_Forwarded_For="203.0.113.7"))
    assert environ["HTTP_X_FORWARDED_FOR"] == "203.0.113.7, 127.0.0.1"
    assert environ["REMOTE_ADDR"] == ""


def test_headers_of_one_connection_stay_there(paper: Newspaper) -> None:
    headers = {"Connection": "X-Secret, keep-alive", "X-Secret": "1", "Keep-Alive": "5", "TE": "trailers"}
    request = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    answer = raw(
        paper.port, f"GET /echo/ HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n{request}\r\n".encode()
    )
    environ = seen(parse(answer))
    assert not {"HTTP_X_SECRET", "HTTP_KEEP_ALIVE", "HTTP_TE", "HTTP_CONNECTION"} & set(environ)


@pytest.mark.parametrize("size", [1, 70_000, 3_000_000])
def test_uploads_arrive_whole(paper: Newspaper, size: int) -> None:
    body = bytes(range(256)) * (size // 256 + 1)
    answer = json.loads(paper.get("/echo/", "POST", body[:size], Content_Type="application/x-test").body)
    assert (answer["length"], answer["sha256"]) == (size, hashlib.sha256(body[:size]).hexdigest())


def test_a_chunked_upload_reaches_django_with_its_length(paper: Newspaper) -> None:
    head = f"POST /echo/ HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = parse(raw(paper.port, head.encode() + b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"))
    assert json.loads(answer.body)["length"] == 7


def test_a_slow_upload_costs_no_renderer(paper: Newspaper) -> None:
    """More uploads than the backend has threads lie open, and pages are rendered all the same."""
    head = (
        f"POST /echo/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 10\r\nConnection: close\r\n\r\nabc".encode()
    )
    slow = [socket.create_connection(("127.0.0.1", paper.port), 60) for _ in range(12)]
    for connection in slow:
        connection.sendall(head)
    assert paper.get(f"/page/{paper.new_page()}").status == 200
    for connection in slow:
        connection.sendall(b"defghij")
        assert connection.recv(20).startswith(b"HTTP/1.1 200")
        connection.close()


def test_a_slow_reader_of_a_long_answer_costs_no_renderer(paper: Newspaper) -> None:
    done = paper.world / "long.done"
    done.unlink(missing_ok=True)
    with socket.create_connection(("127.0.0.1", paper.port), 60) as connection:
        connection.sendall(f"GET /long/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        wait_for(done.exists)  # Django has finished, and the reader has taken nothing yet
        assert connection.recv(20).startswith(b"HTTP/1.1 200")


def test_long_answers_arrive_whole(paper: Newspaper) -> None:
    body = paper.get("/long/", Cookie=paper.staff_cookie()).body
    assert body == b"".join(bytes([number]) * 65536 for number in range(128))


def test_too_long_an_upload_is_refused(paper: Newspaper) -> None:
    request = f"POST /echo/ HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\nContent-Length: 99999999\r\n\r\n"
    assert parse(raw(paper.port, request.encode())).status == 413


def test_two_lengths_make_one_request_at_most(paper: Newspaper) -> None:
    """Of Content-Length and Transfer-Encoding one counts, and Django is given a third: the real one."""
    smuggled = f"GET /page/smuggled HTTP/1.1\r\nHost: {HOST}\r\n\r\n"
    head = f"POST /echo/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = raw(paper.port, (head + "0\r\n\r\n" + smuggled).encode())
    assert answer.count(b"HTTP/1.1 ") == 1
    assert paper.renders("smuggled") == 0
    head = f"POST /echo/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"
    assert raw(paper.port, (head + "abcde").encode()).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "request_line", ["CONNECT x:1", "TRACE /", "OPTIONS *"], ids=["connect", "trace", "options-star"]
)
def test_odd_requests_are_refused(paper: Newspaper, request_line: str) -> None:
    method, target = request_line.split()
    assert ask(paper.port, method, target, {"Host": HOST}).status in (400, 405, 421)


def test_two_hosts_are_refused_where_they_could_be_passed_on(paper: Newspaper) -> None:
    request = f"GET /echo/ HTTP/1.1\r\nHost: {HOST}\r\nHost: other.example\r\nConnection: close\r\n\r\n"
    assert parse(raw(paper.port, request.encode())).status == 400


def test_a_websocket_is_refused(paper: Newspaper) -> None:
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"}
    request = "".join(f"{name}: {value}\r\n" for name, value in key.items())
    start = (
        f"GET /echo/ HTTP/1.1\r\nHost: {HOST}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{request}\r\n"
    )
    with socket.create_connection(("127.0.0.1", paper.port), 60) as connection:
        connection.sendall(start.encode())
        assert connection.recv(12) == b"HTTP/1.1 400"


def test_the_log_holds_no_addresses(paper: Newspaper) -> None:
    paper.get("/admin/", "POST", b"x")
    paper.kill_backend()
    paper.get("/admin/", "POST", b"x")
    log = (paper.world / "front.log").read_text()
    assert "does not answer POST /admin/" in log
    assert "127.0.0.1" not in log

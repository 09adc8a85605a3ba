"""The server process: large and slow calls, quiet logs, and nothing lost when it is killed."""

import json
import signal
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from pathlib import Path

import pytest

from presswerk.spam.journal.file import Journal
from presswerk.spam.journal.record import subject_of
from tests.spam.service.judge import DEFECT, WordJudge
from tests.spam.service.serving import Service, desk, new_key, serving

SECRET_WORDS = "Zwiebelkuchen"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A service that reads 64 KB, and waits a second for them."""
    with serving(tmp_path_factory.mktemp("small"), body_kilobytes=64, body_seconds=1) as running:
        yield running


def test_too_large_a_call_is_not_read(small):
    key = new_key(small.folder)
    fields = {"api_key": key, "comment_content": "x" * 70_000}
    answer = small.call("/1.1/comment-check", fields)
    assert (answer.status, answer.body) == (200, "invalid")
    assert "64 KB" in answer.headers["x-akismet-debug-help"]
    native = small.call("/v1/check", json.dumps({"text": "x" * 70_000}), Content_Type="application/json")
    assert (native.status, json.loads(native.body)["error"]) == (413, "too_large")


def test_a_call_of_unknown_length_is_bounded_too(small):
    with closing(socket.create_connection(("127.0.0.1", small.port), 60)) as client:
        client.sendall(b"POST /v1/check HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            for _ in range(100):
                client.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")
        except ConnectionError:
            pass
        assert client.recv(4096).startswith(b"HTTP/1.1 413")


def test_a_call_that_does_not_arrive_is_given_up_and_others_are_served(small):
    key = new_key(small.folder)
    with closing(socket.create_connection(("127.0.0.1", small.port), 60)) as slow:
        slow.sendall(b"POST /1.1/comment-check HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nco")
        assert small.call("/1.1/comment-check", {"api_key": key, "comment_content": "casino"}).body == "true"
        answer = slow.recv(4096)
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"too long to arrive" in answer


@pytest.mark.parametrize(
    "head", [b"POST /1.1/comment-check HTTP/1.0\r\n", b"POST /1.1/comment-check HTTP/1.1\r\nHost: x\r\n"]
)
def test_old_http_is_understood(small, head):
    body = f"api_key={new_key(small.folder)}&comment_content=casino".encode()
    with closing(socket.create_connection(("127.0.0.1", small.port), 60)) as client:
        client.sendall(head + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        answer = b""
        while part := client.recv(4096):
            answer += part
    assert answer.split(b"\r\n\r\n")[1] == b"true"


def test_nothing_that_was_sent_is_said(tmp_path):
    with serving(tmp_path / "spam", workers=1) as service:
        key = new_key(service.folder)
        for body in ("text", '{"text": "' + SECRET_WORDS + '"}'):
            service.call("/v1/check", body, Content_Type="application/json", Authorization=f"Bearer {key}")
        service.call(f"/1.1/comment-check?{SECRET_WORDS}", {"api_key": key, "comment_content": SECRET_WORDS})
        broken = service.call(
            "/1.1/comment-check", {"api_key": key, "comment_content": SECRET_WORDS + DEFECT}
        )
        assert (broken.status, broken.body) == (200, "invalid")
        native = service.call(
            "/v1/check",
            json.dumps({"text": SECRET_WORDS + DEFECT}),
            Content_Type="application/json",
            Authorization=f"Bearer {key}",
        )
        assert (native.status, json.loads(native.body)["error"]) == (500, "internal_error")
        service.end(signal.SIGTERM)
    said = "\n".join(service.said)
    assert "ValueError at" in said
    assert "judge.py" in said
    assert SECRET_WORDS not in said
    assert key not in said


@pytest.mark.parametrize("real", [0, 1], ids=["the tests' filter", "the engine"])
def test_no_answered_decision_is_lost_when_every_process_is_killed(tmp_path, real):
    folder = tmp_path / "spam"
    key = new_key(folder)
    answered: dict[str, str] = {}
    for round_ in range(2):
        service = Service(folder, workers=2, real=real)
        texts = [f"text {round_} {number}" for number in range(200)]
        with ThreadPoolExecutor(8) as clients:
            calls = {clients.submit(teach, service, key, text): text for text in texts}
            for number, call in enumerate(as_completed(calls)):
                if call.exception() is None and call.result():
                    answered[calls[call]] = call.result()
                if number == 80:
                    service.kill()
    assert 160 <= len(answered) < 400
    known = learned(folder / "sites" / "site-1", real)
    assert [text for text, number in answered.items() if not known(number)] == []
    with serving(folder, real=real) as service:  # it starts again, and judges
        for text in list(answered)[::20]:
            said = service.call("/1.1/comment-check", {"api_key": key, "comment_content": text}).body
            assert said == "true" if not real else said in {"true", "false"}
    one = desk(folder)
    counts = one.counting.by_month(one.keys.all()[0])
    assert sum(count.missed_spam for count in counts.values()) >= len(answered)


def learned(folder: Path, real: int) -> Callable[[str], bool]:
    """Whether the journal holds a decision about the text of a number."""
    if not real:
        numbers = {row["id"] for row in WordJudge(folder).rows()}
        return lambda number: number in numbers
    journal = Journal(folder)
    subjects = {record.subject for record in journal.all_records()}
    journal.close()
    return lambda number: subject_of(number) in subjects


def teach(service: Service, key: str, text: str) -> str:
    """The number under which the service has said that it learned the text; "" when it has not."""
    answer = service.call("/1.1/submit-spam", {"api_key": key, "comment_content": text})
    return answer.headers["x-akismet-guid"].replace("-", "") if answer.body.startswith("Thanks") else ""

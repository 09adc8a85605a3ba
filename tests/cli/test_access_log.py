"""A newspaper writes down nobody's address: every file it leaves, and all it says, is searched. 20 s."""

import http.client
import json
from contextlib import closing
from pathlib import Path

import pytest

from tests.bake.front.conftest import wait_for
from tests.servers import free_port

from .conftest import command, environment
from .processes import Talking, children_of, kill_all

READER = {
    "X-Forwarded-For": "203.0.113.77, 198.51.100.4",
    "X-Real-IP": "203.0.113.77",
    "Forwarded": 'for="[2001:db8::77]"',
    "User-Agent": "Browser-of-one-reader/4.08",
    "Referer": "https://search.example/?q=private",
}
PATHS = ("/", "/", "/not-there/?q=private", "/account/login/", "/comment/own/eyJhbGciOi/", "/static/none.css")


@pytest.mark.parametrize("shape", [["--worker"], ["--plain"]], ids=["front", "plain"])
def test_after_readers_came_no_file_and_no_word_tells_who_they_were(data: Path, shape: list[str]) -> None:
    port = free_port()
    environ = environment(data, PRESSWERK_ACCESS_LOG="all", PRESSWERK_TRUSTED_PROXIES="127.0.0.1")
    paper = Talking(command("serve", *shape, "--port", str(port)), environ)

    def ask(method: str, path: str, body: str | None = None) -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request(method, path, body, READER)
            return connection.getresponse().status

    def answers() -> bool:
        try:
            return ask("GET", "/health/") == 200
        except OSError:
            return False

    def lines() -> list[dict]:
        return [
            json.loads(line) for path in (data / "log").glob("*") for line in path.read_text().splitlines()
        ]

    try:
        wait_for(answers)
        got = [ask("GET", path) for path in PATHS]
        refused = ask("POST", "/account/login/", "login=anna%40example.org&password=guessed")
        # Each process of the front writes its own lines, in its own time.
        wait_for(lambda: sum(line["path"] != "/health/" for line in lines()) == len(PATHS) + 1)
        noted = lines()
    finally:
        paper.process.terminate()
        paper.wait()
        kill_all(children_of(paper.process.pid))

    assert got[0] == 200
    assert refused == 403
    assert [line["status"] for line in noted if line["path"] == "/"] == [200, 200]
    assert "/comment/own/…" in {line["path"] for line in noted}
    left = {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
    left[Path("what it said")] = "\n".join(paper.said).encode()
    assert any(path.parent.name == "log" for path in left)
    for private in (
        b"203.0.113.77",
        b"198.51.100.4",
        b"2001:db8::77",
        b"Browser-of-one",
        b"search.example",
        b"q=private",
        b"eyJhbGciOi",
    ):
        assert [str(path) for path, content in left.items() if private in content] == []

"""HTTP servers of the test: one that records what it is told, one that stands for the newspaper."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Answer = tuple[int, dict[str, str], bytes]


class Heard:
    """A server of the test and the requests it got: method, path, headers, body."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answer: Callable[[str, str], Answer] = lambda method, path: (200, {}, b"{}")
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.requests.append((self.command, self.path, headers, body))
                status, more, content = outer.answer(self.command, self.path)
                self.send_response(status)
                for name, value in (more | {"Content-Length": str(len(content))}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PURGE = _any

            def log_message(self, *_args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop."""
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Heard]:
    """A server that answers 200 and remembers."""
    heard = Heard()
    yield heard
    heard.end()

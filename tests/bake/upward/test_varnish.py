"""A real Varnish with the VCL of the documentation forgets what a change touches, and nothing else."""

import http.client
import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from presswerk.bake import changed
from presswerk.bake.store.surrogates import surrogate_keys
from presswerk.bake.upward import Endpoint, Sender
from tests.servers import free_port, program

pytestmark = pytest.mark.django_db

VCL = Path(__file__).parents[3] / "docs" / "how-to" / "varnish.vcl"


class Varnish:
    """varnishd before a server of the test."""

    def __init__(self, backend_port: int, folder: Path):
        self.port = free_port()
        vcl = folder / "varnish.vcl"
        vcl.write_text(VCL.read_text().replace('.port = "8000"', f'.port = "{backend_port}"'))
        jail = ["-j", "none"] if os.getuid() == 0 else []
        self.process = subprocess.Popen(
            [
                program("varnishd", "varnish"), *jail, "-F", "-f", str(vcl), "-n", str(folder / "varnish"),
                "-a", f"127.0.0.1:{self.port}", "-s", "malloc,16m", "-T", "none",
            ],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.said: list[str] = []
        for line in self.process.stdout:
            self.said.append(line)
            if "Started" in line or "started" in line:
                break
        else:
            raise AssertionError("".join(self.said))

        self._await_port()

    def _await_port(self) -> None:
        for _ in range(600):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            try:
                code = self.process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"varnishd ended with {code}: {''.join(self.said)}")
        raise AssertionError("varnishd does not listen.")

    def get(self, path: str, **headers: str) -> tuple[str, http.client.HTTPResponse]:
        """Body and answer."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.read().decode(), answer

    def end(self) -> None:
        """Stop it and its child."""
        self.process.terminate()
        self.process.communicate(timeout=20)


@pytest.fixture
def varnish(server, tmp_path: Path) -> Iterator[Varnish]:
    """Varnish before the test's server."""
    started = Varnish(server.port, tmp_path)
    yield started
    started.end()


def test_varnish_keeps_pages_long_and_forgets_them_by_surrogate_key(server, varnish) -> None:
    tags = {"/a": ["article:1", "section:9"], "/b": ["article:2", "section:9"], "/old": ["article:3"]}
    times = dict.fromkeys(tags, 0)

    def answer(_method: str, path: str) -> tuple[int, dict[str, str], bytes]:
        times[path] += 1
        lifetime = "max-age=0" if path == "/old" else "max-age=31536000, stale-if-error=86400"
        headers = {"Surrogate-Key": surrogate_keys(tags[path]), "Cache-Control": "public, max-age=60"}
        return 200, headers | {"CDN-Cache-Control": lifetime}, f"{path} {times[path]}".encode()

    server.answer = answer
    sender = Sender(Endpoint("varnish", f"http://127.0.0.1:{varnish.port}/"), repeat_seconds=0.0)
    sender.step()

    body, first = varnish.get("/a")
    assert body == "/a 1"
    assert first.getheader("Surrogate-Key") is None
    assert first.getheader("CDN-Cache-Control") is None
    assert varnish.get("/a", Cookie="tracking=1")[0] == "/a 1"
    assert varnish.get("/b")[0] == "/b 1"
    assert [varnish.get("/old")[0] for _ in range(2)] == ["/old 1", "/old 2"]

    changed("article:1")
    sender.step()
    assert varnish.get("/a")[0] == "/a 2"
    assert varnish.get("/b")[0] == "/b 1"

    changed("section:9")
    sender.step()
    assert (varnish.get("/a")[0], varnish.get("/b")[0]) == ("/a 3", "/b 2")

    changed("*")
    sender.step()
    assert (varnish.get("/a")[0], varnish.get("/b")[0]) == ("/a 4", "/b 3")

    assert re.fullmatch(r"/a 5", varnish.get("/a", Cookie="__Host-presswerk_staff=x")[0])

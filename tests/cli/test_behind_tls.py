"""The files of docs/how-to/behind-tls.md with a real newspaper behind a real nginx or Caddy. About 30 s."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import free_port, program

from .conftest import Newspaper, command, environment
from .house import call
from .processes import children_of, kill_all

DOCS = Path(__file__).resolve().parents[2] / "docs" / "how-to"
_AROUND = """
daemon off; pid {tmp}/nginx.pid; error_log stderr warn; worker_processes 1; {user}
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {tmp}/body; proxy_temp_path {tmp}/proxy; fastcgi_temp_path {tmp}/fastcgi;
    uwsgi_temp_path {tmp}/uwsgi; scgi_temp_path {tmp}/scgi;
    include {tmp}/site.conf;
}}
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    """A self-signed certificate for 127.0.0.1 and its key."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            program("openssl", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30",
            "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"), "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / "cert.pem", folder / "key.pem"


class Behind(Newspaper):
    """A newspaper whose public address is the proxy's."""

    def __init__(self, data: Path, address: str) -> None:
        from .processes import Talking

        self.port = free_port()
        environ = environment(data, PRESSWERK_BASE_URL=address, PRESSWERK_TRUSTED_PROXIES="127.0.0.1")
        Talking.__init__(self, command("serve", "--port", str(self.port)), environ)


@pytest.fixture(scope="module")
def newspaper(filled: Path, tmp_path_factory) -> Iterator[tuple[Behind, int]]:
    """The newspaper that expects TLS on a port, and that port."""
    data = Path(shutil.copytree(filled, tmp_path_factory.mktemp("tls-paper") / "paper"))
    port = free_port()
    running = Behind(data, f"https://127.0.0.1:{port}")
    running.wait_until_it_answers()
    yield running, port
    kill_all([*children_of(running.process.pid), running.process.pid])


def look(port: int) -> dict[str, dict]:
    done = call("check", f"https://127.0.0.1:{port}", "--insecure", "--json", "--pages", "10")
    assert done.stdout, done.stderr
    return {finding["subject"]: finding for finding in json.loads(done.stdout)["findings"]}


def wait_for(port: int, process: subprocess.Popen) -> None:
    import socket

    while True:
        assert process.poll() is None, process.communicate()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return


def test_nginx_as_the_how_to_has_it(newspaper, certificate, tmp_path: Path) -> None:
    import os

    running, port = newspaper
    plain = free_port()
    text = (DOCS / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{running.port};",
        "listen [::]:80;": "", "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "zeitung.example;": "127.0.0.1;",
        "/etc/letsencrypt/live/zeitung.example/fullchain.pem": str(certificate[0]),
        "/etc/letsencrypt/live/zeitung.example/privkey.pem": str(certificate[1]),
    }.items():  # fmt: skip
        assert old in text, old
        text = text.replace(old, new)
    (tmp_path / "site.conf").write_text(text)
    user = "user root;" if os.getuid() == 0 else ""
    (tmp_path / "nginx.conf").write_text(_AROUND.format(tmp=tmp_path, user=user))
    start = [program("nginx", "nginx"), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    checked = subprocess.run([*start, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    nginx = subprocess.Popen(start, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(port, nginx)
        found = look(port)
        refused = call("check", f"https://127.0.0.1:{port}")
    finally:
        nginx.terminate()
        nginx.communicate(timeout=20)

    assert [subject for subject, one in found.items() if one["state"] == "wrong"] == []
    assert found["Compression"]["found"] == "Brotli and gzip"
    assert found["Cache-Status"]["found"] == "presswerk; hit"
    assert found["HSTS"]["state"] == "well"
    assert refused.returncode == 78
    assert (
        f"The certificate of https://127.0.0.1:{port} is not trusted: self-signed certificate."
        in refused.stderr
    )


def test_caddy_as_the_how_to_has_it(newspaper, certificate, tmp_path: Path) -> None:
    running, port = newspaper
    text = (DOCS / "Caddyfile").read_text(encoding="utf-8")
    text = text.replace(
        "zeitung.example {", f"https://127.0.0.1:{port} {{\n\ttls {certificate[0]} {certificate[1]}"
    )
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{running.port}")
    (tmp_path / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + text)
    caddy = subprocess.Popen(
        [program("caddy", "caddy"), "run", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"],
        env=environment(None, HOME=str(tmp_path)), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        wait_for(port, caddy)
        found = look(port)
    finally:
        caddy.terminate()
        caddy.communicate(timeout=20)

    assert [subject for subject, one in found.items() if one["state"] == "wrong"] == []
    assert found["Compression"]["found"] == "Brotli and gzip"
    assert found["HSTS"]["state"] == "well"

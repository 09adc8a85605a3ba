"""A real nginx on the folder answers as the newspaper does."""

import http.client
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from wagtail.contrib.redirects.models import Redirect

from presswerk.newsroom.models import SectionPage
from tests import world
from tests.servers import free_port, program

pytestmark = pytest.mark.django_db

_CONF = """
daemon off; pid {tmp}/nginx.pid; error_log stderr warn; worker_processes 1; {user}
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types; access_log off;
    client_body_temp_path {tmp}/body; proxy_temp_path {tmp}/proxy; fastcgi_temp_path {tmp}/fastcgi;
    uwsgi_temp_path {tmp}/uwsgi; scgi_temp_path {tmp}/scgi;
    include {folder}/nginx-maps.conf;
    server {{ listen 127.0.0.1:{port}; include {folder}/nginx-site.conf; }}
}}
"""


class Nginx:
    """nginx in the foreground, until `end`."""

    def __init__(self, folder: Path, tmp: Path):
        import os

        self.port = free_port()
        user = "user root;" if os.getuid() == 0 else ""
        conf = tmp / "nginx.conf"
        conf.write_text(_CONF.format(folder=folder, tmp=tmp, port=self.port, user=user))
        command = [program("nginx", "nginx"), "-c", str(conf), "-e", "stderr"]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """Answer and body. Waits until nginx listens."""
        for _ in range(10_000):
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
                try:
                    connection.request("GET", path, headers=headers)
                except ConnectionRefusedError:
                    assert self.process.poll() is None
                    continue
                answer = connection.getresponse()
                return answer, answer.read()
        raise AssertionError("nginx does not listen.")

    def end(self) -> None:
        """Stop it and its worker."""
        self.process.terminate()
        self.process.communicate(timeout=20)


@pytest.fixture
def on_nginx(outward, politik, tmp_path: Path) -> Iterator:
    """Writes the folder and starts nginx on it."""
    started: list[Nginx] = []

    def start() -> Nginx:
        outward.follower._write_redirects()
        started.append(Nginx(outward.folder, tmp_path))
        return started[-1]

    yield start
    for one in started:
        one.end()


def test_nginx_answers_pages_redirects_and_lists_as_the_newspaper_does(
    outward, on_nginx, politik, newspaper
) -> None:
    world.make_articles(40, politik)
    article = world.make_article(politik, "Die Flut kommt")
    deleted = world.make_article(politik, "Zu löschen")
    Redirect.objects.create(old_path="/alt.php?id=5", redirect_link="https://other.example/5")
    Redirect.objects.create(old_path="/kurz", redirect_link="https://other.example/k", is_permanent=False)
    outward.write_all()
    section = SectionPage.objects.get(pk=politik.pk)
    section.slug = "lage"
    section.save()
    section.save_revision().publish()
    gone = f"/lage/zu-loschen-{deleted.number}/"
    outward.follow()
    deleted.refresh_from_db()
    gone = next(
        f"/{p.parent.relative_to(outward.site)}/" for p in outward.site.glob(f"lage/*{deleted.number}/*.html")
    )
    deleted.delete()
    outward.follow()
    nginx = on_nginx()

    older = next((outward.site / "lage").glob("before-*.html")).stem.replace("-", "=")
    for path in (
        *("/", "/lage/", "/feed/", "/lage/feed/", "/robots.txt", "/sitemap.xml", "/colours.css", "/archiv/"),
        *(f"/lage/?{older}", f"/lage/die-flut-kommt-{article.number}/"),
        *(f"/politik/die-flut-kommt-{article.number}/", "/kurz", "/alt.php?id=5", gone, "/nirgends/"),
    ):
        ours, (theirs, body) = newspaper(path), nginx.get(path)
        assert theirs.status == ours.status, path
        if ours.status == 200:
            assert body == ours.body, path
            assert theirs.getheader("Content-Type").lower() == ours.header("content-type").lower(), path
            for name in ("Content-Security-Policy", "X-Frame-Options", "X-Robots-Tag"):
                if "html" in ours.header("content-type") or name == "X-Robots-Tag":
                    # The server reads its file once, and the paper's colours in the page may change.
                    said = re.sub(
                        r"(style-src 'self') 'sha256-[^']*'", r"\1 'unsafe-inline'", ours.header(name.lower())
                    )
                    assert (theirs.getheader(name) or "") == said, (path, name)
        elif ours.status in (301, 302):
            wanted = ours.header("location")
            assert theirs.getheader("Location").removeprefix(f"http://127.0.0.1:{nginx.port}") == wanted
    packed, body = nginx.get("/", **{"Accept-Encoding": "gzip"})
    assert packed.getheader("Content-Encoding") == "gzip"
    assert body == (outward.site / "index.html.gz").read_bytes()
    assert nginx.get(f"/lage/?{older}0")[0].status == 404
    assert nginx.get("/lage")[0].status == 301
    assert nginx.get("/index.sqlite3")[0].status == 404

"""The command on a newspaper that runs: what it says of pages, and the folder that it keeps current."""

import http.client
import signal
import subprocess
from contextlib import closing
from pathlib import Path

from tests.bake.front.conftest import wait_for
from tests.e2e.newspapers import python

from .conftest import Newspaper, Presswerk, Serving, command, environment
from .processes import Talking

PUBLISH = """
from presswerk.newsroom.models import PlainPage, FrontPage
page = PlainPage(title="Impressum", slug="impressum")
FrontPage.objects.get().add_child(instance=page)
page.save_revision().publish()
"""


def get(newspaper: Newspaper, path: str) -> http.client.HTTPResponse:
    """The newspaper's answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", newspaper.port, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer


def test_status_why_purge_and_warm_tell_of_and_change_a_running_newspaper(
    serving: Serving, presswerk: Presswerk
) -> None:
    newspaper = serving().wait_until_it_answers()
    # Pages are kept as soon as the web server has read the purge log and told the front.
    wait_for(lambda: "hit" in str(get(newspaper, "/robots.txt").getheader("Cache-Status")))

    status = presswerk("bake", "status").stdout
    assert "Purges        all are applied" in status

    why = presswerk("bake", "why", "/robots.txt").stdout
    assert "State      fresh" in why
    assert "address://127.0.0.1/robots.txt" in why
    assert "No page is kept for //127.0.0.1/nirgends/" in presswerk("bake", "why", "/nirgends/").stdout

    assert "Purged: address://127.0.0.1/robots.txt" in presswerk("bake", "purge", "/robots.txt").stdout
    assert "address://127.0.0.1/robots.txt (wait)" in presswerk("bake", "why", "/robots.txt").stdout
    assert "Purged: *" in presswerk("bake", "purge", "*").stdout

    warmed = presswerk("bake", "warm", "--share", "1")
    assert warmed.returncode == 0
    assert "pages were made ready" in warmed.stdout
    assert newspaper.end(signal.SIGINT) == 0


def test_warm_asks_for_a_newspaper_that_runs(presswerk: Presswerk) -> None:
    refused = presswerk("bake", "warm")

    assert refused.returncode == 78
    assert "No newspaper runs on" in refused.stderr


def test_the_folder_is_written_and_kept_current_until_the_end(
    presswerk: Presswerk, data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    site = folder / "sites" / "127.0.0.1"
    written = presswerk("bake", "--to", str(folder))
    assert written.returncode == 0, written.stderr
    assert f"pages are in {folder}" in written.stdout
    assert (site / "index.html").exists()
    assert list((site / "static").rglob("*.css.br"))
    assert not (site / "impressum").exists()

    following = Talking(command("bake", "--to", str(folder), "--follow"), environment(data))
    following.line_with("is kept current")
    python(data, PUBLISH)

    page = site / "impressum" / "index.html"
    for _ in range(200):
        if page.exists():
            break
        try:
            following.process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(following.said)
    assert "Impressum" in page.read_text()
    assert following.end(signal.SIGTERM) == 0

    refused = presswerk("bake", "--to", str(data))
    assert refused.returncode == 78
    assert "is not empty" in refused.stderr

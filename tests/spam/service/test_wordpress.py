"""WordPress's own Akismet plugin, unmodified, with our file beside it: from the key to a server that is gone.

Needs `apt install wordpress php-cli php-mysql php-curl mariadb-server`; run by `pytest --long`. What it sees
on its way is told with `-s`.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from presswerk.spam.service import wordpress as plugin
from tests.servers import free_port
from tests.spam.service.serving import Service, new_key, serving
from tests.spam.service.wordpress_site import SOURCE, WordPress, missing, wordpress

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
]


def tell(*words: object) -> None:
    """For `pytest -s`."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> Iterator[Service]:
    """The service, with the tests' filter, whose taste is known."""
    with serving(tmp_path_factory.mktemp("spam")) as running:
        yield running


@pytest.fixture(scope="module")
def blog(tmp_path_factory, service: Service) -> Iterator[WordPress]:
    """A WordPress with our file in mu-plugins, and the Akismet plugin active with a key."""
    folder = tmp_path_factory.mktemp("wordpress")
    with wordpress(folder, f"http://127.0.0.1:{service.port}") as one:
        target = one.folder / "wp-content" / "mu-plugins"
        (target / plugin.FILE_NAME).write_text(plugin.plugin())
        one.php("require_once 'wp-admin/includes/plugin.php'; activate_plugin('akismet/akismet.php');")
        key = new_key(service.folder, one.address)
        assert one.php(f"echo json_encode(Akismet::verify_key('{key}'));") == "valid"
        assert one.php("echo json_encode(Akismet::verify_key('0123456789ab'));") == "invalid"
        one.php(f"update_option('wordpress_api_key', '{key}'); update_option('akismet_strictness', '1');")
        yield one


def test_the_plugin_is_debians_own(blog):
    theirs = SOURCE / "wp-content" / "plugins" / "akismet"
    ours = blog.folder / "wp-content" / "plugins" / "akismet"
    done = subprocess.run(["diff", "-r", str(theirs), str(ours)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    tell("WordPress", blog.php("echo $GLOBALS['wp_version'];"), "Akismet", blog.php("echo AKISMET_VERSION;"))


def test_comments_are_judged(blog):
    for text, expected in (
        ("Ein kluger Artikel, danke dafür.", "approved"),
        ("Besuchen Sie unser casino !", "spam"),
        ("This one is blatant indeed", "not there"),
    ):
        answer = blog.comment(text)
        tell(f"{text!r}: HTTP {answer.status} to {answer.location}, {blog.status_of(text)}")
        assert answer.status == 302
        assert blog.status_of(text) == expected


def test_what_the_moderator_marks_is_learned(blog):
    blog.comment("Gute Teppiche bei Ali", "Ali")
    assert blog.status_of("Gute Teppiche bei Ali") == "approved"
    assert blog.moderate("Gute Teppiche bei Ali", "spam").status == 200
    blog.php("wp_delete_comment(" + str(blog.number_of("Gute Teppiche bei Ali")) + ", true);")
    blog.comment("Gute Teppiche bei Ali", "Ali")
    assert blog.status_of("Gute Teppiche bei Ali") == "spam"
    assert blog.moderate("Gute Teppiche bei Ali", "approved").status == 200
    blog.php("wp_delete_comment(" + str(blog.number_of("Gute Teppiche bei Ali")) + ", true);")
    blog.comment("Gute Teppiche bei Ali", "Ali")
    tell("marked as spam, then as not spam:", blog.status_of("Gute Teppiche bei Ali"))
    assert blog.status_of("Gute Teppiche bei Ali") == "approved"


def test_the_settings_page_shows_the_statistics_and_loads_nothing_of_akismets(blog):
    told = blog.php("echo json_encode(Akismet::http_post(Akismet::build_query(['blog' => get_option('home'), "
                    "'key' => Akismet::get_api_key(), 'from' => 'all']), 'get-stats')[1]);")  # fmt: skip
    stats = json.loads(told) if isinstance(told, str) else told
    tell("get-stats:", stats)
    assert stats["missed_spam"] == stats["false_positives"] == 1
    blog.log_in()
    page = blog.call("/wp-admin/options-general.php?page=akismet-key-config")
    assert page.status == 200
    assert f"{stats['accuracy']}" in page.body
    assert "Account" in page.body or "akismet-card" in page.body
    tell("settings page:", page.status, len(page.body), "bytes; accuracy shown:", stats["accuracy"])


def test_a_revoked_key_is_told_in_the_admin(blog, service):
    from tests.spam.service.serving import desk

    one = desk(service.folder)
    old = blog.php("echo json_encode(Akismet::get_api_key());")
    spare = new_key(service.folder)
    one.keys.revoke(one.keys.find(spare).id)
    blog.php(f"update_option('wordpress_api_key', '{spare}');")
    blog.comment("Mit dem widerrufenen Schlüssel")
    assert blog.status_of("Mit dem widerrufenen Schlüssel") == "pending"
    tell("alert:", blog.php("echo get_option('akismet_alert_code'), ' ', get_option('akismet_alert_msg');"))
    assert str(blog.php("echo get_option('akismet_alert_code');")) == "10006"
    blog.php(f"update_option('wordpress_api_key', '{old}');")
    blog.comment("Und mit dem richtigen")
    assert blog.php("echo json_encode(get_option('akismet_alert_code'));") is False


def test_a_server_that_is_gone_holds_comments_until_it_is_back(blog, service, tmp_path: Path):
    blog.configure(f"http://127.0.0.1:{free_port()}")
    began = monotonic()
    blog.comment("Geschrieben, während niemand da war")
    tell(f"server gone: {1000 * (monotonic() - began):.0f} ms for the visitor")
    assert blog.status_of("Geschrieben, während niemand da war") == "pending"
    blog.configure(f"http://127.0.0.1:{service.port}")
    blog.php("do_action('akismet_schedule_cron_recheck');")
    tell("server back, rechecked:", blog.status_of("Geschrieben, während niemand da war"))
    assert blog.status_of("Geschrieben, während niemand da war") == "approved"


def test_without_a_server_named_nothing_is_sent_anywhere(blog, service):
    blog.configure("")
    said = blog.php("echo json_encode(Akismet::verify_key('0123456789ab'));")
    assert said == "failed"
    blog.configure(f"http://127.0.0.1:{service.port}")


def test_the_service_has_said_nothing_of_it(service):
    assert service.end(signal.SIGTERM) == 0
    assert not any("Teppiche" in line or "127.0.0.1" in line for line in service.said)

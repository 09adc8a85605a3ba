"""A WordPress as Debian packages it, with the Akismet plugin that comes with it, unmodified.

Its own copy, its own MariaDB on a socket, PHP's own web server; all of it in a temporary folder.
"""

import http.client
import json
import os
import shutil
import socket
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from tests.servers import free_port

SOURCE = Path("/usr/share/wordpress")
NEEDED = ("php", "mariadbd", "mariadb-install-db", "mariadb-admin")
CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', '{address}'); define('WP_SITEURL', '{address}');
define('WP_ENVIRONMENT_TYPE', 'local'); define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('AUTOMATIC_UPDATER_DISABLED', true);
define('PRESSWERK_SPAM_SERVER', '{server}');
define('AUTH_KEY', 'a'); define('SECURE_AUTH_KEY', 'b'); define('LOGGED_IN_KEY', 'c');
define('NONCE_KEY', 'd');
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '{log}');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """
define('WP_INSTALLING', true);
require 'wp-load.php'; require_once 'wp-admin/includes/upgrade.php';
require_once 'wp-admin/includes/plugin.php';
wp_install('Blog', 'anna', 'anna@blog.example', true, '', 'a long password of hers');
foreach (['comment_previously_approved', 'comment_moderation', 'comments_notify', 'moderation_notify']
         as $name) update_option($name, 0);
"""


# All visitors of a test come from one address, and faster than WordPress likes.
NO_FLOOD = "<?php add_filter('comment_flood_filter', '__return_false', 99);"
NO_FLOOD += " add_action('init', fn() => remove_filter('wp_is_comment_flood', 'wp_check_comment_flood'));"


def missing() -> str:
    """What this machine lacks, or "" when nothing."""
    lacks = [name for name in NEEDED if shutil.which(name) is None]
    return " ".join(lacks + ([] if (SOURCE / "wp-load.php").exists() else ["wordpress"]))


@dataclass
class Answer:
    """What a visitor's browser gets."""

    status: int
    location: str
    body: str


class WordPress:
    """A WordPress that runs. ``php`` runs code inside it."""

    def __init__(self, folder: Path, socket_path: Path, port: int):
        self.folder, self.socket_path, self.port = folder, socket_path, port
        self.cookie = ""

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def configure(self, server: str) -> None:
        """Name the spam service in wp-config.php."""
        log = self.folder.parent / "wordpress.log"
        text = CONFIG.format(socket=self.socket_path, address=self.address, server=server, log=log)
        (self.folder / "wp-config.php").write_text(text)

    def php(self, code: str) -> Any:
        """What the code prints, as JSON if it is some."""
        prelude = (
            f"chdir('{self.folder}'); $_SERVER['HTTP_HOST'] = '127.0.0.1:{self.port}'; "
            "$_SERVER['REMOTE_ADDR'] = '203.0.113.1'; $_SERVER['REQUEST_METHOD'] = 'GET'; "
        )
        if "wp-load.php" not in code:
            prelude += "require 'wp-load.php'; "
        done = subprocess.run(["php", "-r", prelude + code], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        try:
            return json.loads(done.stdout)
        except ValueError:
            return done.stdout

    def comment(self, text: str, author: str = "Clara") -> Answer:
        """A visitor comments on the first article."""
        fields = {
            "comment": text, "author": author, "email": f"{author.lower()}@mail.example", "url": "",
            "comment_post_ID": "1", "comment_parent": "0", "submit": "Send", "ak_hp_textarea": "",
            "ak_js": "1764000000000",
        }  # fmt: skip
        return self.call("/wp-comments-post.php", fields, cookie="", referer=f"{self.address}/?p=1")

    def status_of(self, text: str) -> str:
        """approved, pending, spam, or "not there"."""
        found = self.php(
            f"global $wpdb; echo json_encode($wpdb->get_var($wpdb->prepare('SELECT comment_approved FROM "
            f"wp_comments WHERE comment_content = %s', {_quoted(text)})));"
        )
        return {"1": "approved", "0": "pending", "spam": "spam", None: "not there"}[found]

    def number_of(self, text: str) -> int:
        """The comment's number."""
        return int(
            self.php(
                "global $wpdb; echo $wpdb->get_var($wpdb->prepare('SELECT comment_ID FROM wp_comments "
                f"WHERE comment_content = %s', {_quoted(text)}));"
            )
        )

    def moderate(self, text: str, status: str) -> Answer:
        """Anna, the administrator, marks a comment `spam` or `approved` by WordPress's own API."""
        password = self.php(
            "echo json_encode(WP_Application_Passwords::create_new_application_password(1, "
            "['name' => uniqid()])[0]);"
        )
        token = b64encode(f"anna:{password}".encode()).decode()
        path = f"/?rest_route={quote(f'/wp/v2/comments/{self.number_of(text)}')}"
        return self.call(path, {"status": status}, authorization=f"Basic {token}")

    def log_in(self) -> None:
        """Anna's browser has her session from now on."""
        self.call("/wp-login.php", {"log": "anna", "pwd": "a long password of hers", "testcookie": "1"})

    def call(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        """One call of a browser."""
        sent = {"cookie": f"wordpress_test_cookie=WP Cookie check; {self.cookie}", **headers}
        body = None if fields is None else urlencode(fields)
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as connection:
            connection.request("GET" if body is None else "POST", path, body, sent)
            answer = connection.getresponse()
            set_cookies = [value.split(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"]
            if path == "/wp-login.php":
                self.cookie = "; ".join(set_cookies)
            return Answer(answer.status, answer.headers.get("Location", ""), answer.read().decode())


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


@contextmanager
def wordpress(folder: Path, server: str) -> Iterator[WordPress]:
    """A fresh WordPress whose spam service is `server`."""
    site = folder / "wordpress"
    shutil.copytree(SOURCE, site, symlinks=False, ignore_dangling_symlinks=True)
    socket_path = Path(f"/tmp/presswerk-mariadb-{os.getpid()}.sock")
    with _mariadb(folder / "database", socket_path):
        one = WordPress(site, socket_path, free_port())
        one.configure(server)
        one.php(INSTALL)
        (site / "wp-content" / "mu-plugins").mkdir()
        (site / "wp-content" / "mu-plugins" / "no-flood.php").write_text(NO_FLOOD)
        process = subprocess.Popen(
            ["php", "-d", "opcache.enable=0", "-S", f"127.0.0.1:{one.port}", "-t", str(site)],
            env={**os.environ, "PHP_CLI_SERVER_WORKERS": "2"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )
        try:
            _await(process, lambda: _listens(one.port))
            yield one
        finally:
            os.killpg(process.pid, 15)
            process.wait(20)


@contextmanager
def _mariadb(data: Path, socket_path: Path) -> Iterator[None]:
    options = ["--no-defaults", f"--datadir={data}", "--user=root"]
    subprocess.run(
        ["mariadb-install-db", *options, "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True, capture_output=True,
    )  # fmt: skip
    process = subprocess.Popen(
        ["mariadbd", *options, f"--socket={socket_path}", "--skip-networking", f"--pid-file={data}/pid",
         "--innodb-flush-log-at-trx-commit=0"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    admin = ["mariadb-admin", "--no-defaults", f"--socket={socket_path}", "--user=root"]
    try:
        _await(process, lambda: subprocess.run([*admin, "ping"], capture_output=True).returncode == 0)
        subprocess.run([*admin, "create", "wordpress"], check=True, capture_output=True)
        yield
    finally:
        process.terminate()
        process.wait(60)


def _await(process: subprocess.Popen[bytes], is_ready: Any) -> None:
    for _ in range(600):
        if is_ready():
            return
        assert process.poll() is None, "it ended"
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
    raise AssertionError("it does not come up")


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

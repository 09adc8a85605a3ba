"""Writing the whole site into a folder, and following the purge log with it."""

import fcntl
import os
import re
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import structlog
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.handlers.wsgi import WSGIHandler
from django.db import Error as DatabaseError
from django.db import connection

from presswerk.bake import log as purge_log
from presswerk.bake import reading, tags
from presswerk.bake.middleware import own_tag
from presswerk.bake.store import Address
from presswerk.newsroom import memo
from presswerk.site.asking import Answer, ask
from presswerk.site.baking import software_version
from presswerk.site.hosts import sites
from presswerk.site.media import media_file
from presswerk.site.outward import lists
from presswerk.site.outward.files import Files
from presswerk.site.outward.index import DUE_HARD, LIST, TAKEN_ALONG, Entry, Index
from presswerk.site.outward.naming import NOT_FOUND, file_name, is_plain
from presswerk.site.outward.redirects import caddy_redirects, nginx_redirects, stub
from presswerk.site.outward.references import asked_in, media_in, older_in
from presswerk.site.outward.servers import write_server_files

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.05
TROUBLE_SECONDS = 1.0
RETRY_SECONDS = 5.0
# How many entries are settled before the log is looked at again: what is pressing waits so long at most.
BATCH = 5
INDEX_FILE = "index.sqlite3"
_TEXTUAL = (
    *("text/", "application/xml", "application/json"),
    *("application/rss+xml", "application/feed+json"),
)


class NotOurFolder(Exception):
    """The folder holds other things, or another process writes it; ``str()`` says which."""


class Follower:
    """One folder. `pages` bounds how many further pages of each list are written.

    `on_redirects` is called after the redirects have changed, for a web server that must be told. Raises
    NotOurFolder for a folder that is not empty and was not made by this class: nothing of others is removed.
    """

    def __init__(
        self,
        handler: WSGIHandler,
        folder: Path,
        *,
        pages: int = 3,
        durable: bool = False,
        on_redirects: Callable[[], None] = lambda: None,
    ) -> None:
        self._handler = handler
        self._folder = folder
        self._pages = pages
        self._on_redirects = on_redirects
        self._lock = _claimed(folder)
        self._index = Index(folder / INDEX_FILE)
        self._software = software_version()
        self._files: dict[str, Files] = {}
        self._durable = durable
        self._led_on_differently = True
        self._with_static_files: set[str] = set()
        self._headers: list[tuple[str, str]] = []
        self.written = 0
        self.removed = 0

    def close(self) -> None:
        """Let go of the folder."""
        self._index.close()
        os.close(self._lock)

    @property
    def is_complete(self) -> bool:
        """Whether the folder has held the whole site once."""
        return self._index.get("complete") is not None

    def counts(self) -> dict[int, int]:
        """How many addresses answer with which status."""
        return self._index.counts()

    def count_failed(self) -> int:
        """How many addresses could not be rendered and are tried again."""
        return self._index.count_due()

    def write_all(self, progress: Callable[[int], None] = lambda settled: None) -> None:
        """Write whatever is not in the folder as it should be, and remove what should not be there.

        Raises django.db.Error without a database; to be called again then.
        """
        self.catch_up()
        self._index.add(LIST, lists.ROOT)
        self._index.mark_all()
        settled = 0
        while done := self.settle():
            settled += done
            progress(settled)
            self.catch_up()
        self._link_static_files()
        self._remove_strangers()
        self._write_redirects()
        write_server_files(self._folder, list(sites()), self._headers)
        self._index.put("complete", "1")

    def follow(self, stopped: threading.Event) -> None:
        """Keep the folder current until stopped. Waits out a database that is away."""
        in_trouble, is_tidy = "", False
        while not stopped.is_set():
            try:
                if self.catch_up() or not self._with_static_files:
                    self._link_static_files()
                self._index.mark_expired(time.time())
                pause = 0.0 if self.settle() else POLL_SECONDS
                if pause:
                    self._write_redirects()
                    if not is_tidy:
                        self._remove_unfinished()
                        is_tidy = True
                in_trouble = ""
            except (DatabaseError, OSError) as error:
                if str(error) != in_trouble:
                    in_trouble = str(error)
                    log.warning("the folder is not kept current", folder=str(self._folder), error=in_trouble)
                connection.close()
                pause = TROUBLE_SECONDS
            if pause:
                stopped.wait(pause)

    def catch_up(self) -> int:
        """Mark what was purged since the last call; how many entries. Costs 0.1 ms when there is nothing."""
        known = self._index.get("position")
        found = purge_log.pending(known if isinstance(known, bytes) else None, software=self._software)
        return self._index.apply(found.purges, found.position) if found.moved else 0

    def settle(self) -> int:
        """Bring some due entries in order, the most pressing first; how many there were."""
        entries = self._index.due(BATCH)
        for entry in entries:
            if entry.kind == LIST:
                self._settle_list(entry)
            else:
                self._settle_page(entry)
        return len(entries)

    # Lists -----------------------------------------------------------------------------------
    def _settle_list(self, entry: Entry) -> None:
        with tags.collecting() as collected, memo.one_request():
            members = lists.members(entry.address)
        with self._index.transaction():
            self._index.set_members(entry, members)
            if entry.address != lists.ROOT and not self._index.is_named(entry):
                self._index.remove(entry)
                return
            self._index.settle(entry, status=200, tags=collected.tags)

    # Pages -----------------------------------------------------------------------------------
    def _settle_page(self, entry: Entry) -> None:
        is_named = self._index.is_named(entry)
        if entry.kind == TAKEN_ALONG and not is_named:
            self._forget(entry)
            return
        # Wagtail hands out documents by queries of its own; they change with their rows, which are tracked.
        is_document = entry.address.path.startswith("/documents/")
        watching = nullcontext() if is_document else reading.watching_statements(settings.BAKE_STRICT)
        with tags.collecting() as collected, watching:
            answer = self._answer(entry)
        if answer is None:
            self._postpone(entry)
            return
        if collected.kept_from_bake:
            answer = answer._replace(status=403)  # restricted, or nobody could tell when it changes
        collected.tags.add(own_tag(entry.address))
        expires = collected.expires_at.timestamp() if collected.expires_at else None
        if answer.status in (301, 302):
            self._lead_on(entry, answer, collected.tags, expires)
        elif answer.status == 410:
            self._take_away(entry, 410, collected.tags, expires)
        elif answer.status == 200 or (answer.status == 404 and entry.address.path == NOT_FOUND):
            self._write(entry, answer, collected.tags, expires)
        elif is_named:
            self._take_away(entry, answer.status, collected.tags, expires)
        else:
            self._forget(entry)

    def _answer(self, entry: Entry) -> Answer | None:
        """The newspaper's answer; None when it failed."""
        try:
            answer = ask(self._handler, entry.address)
        except DatabaseError:
            raise
        except Exception as error:
            log.warning("page not written", address=str(entry.address), error=str(error))
            return None
        return None if answer.status >= 500 else answer

    def _postpone(self, entry: Entry) -> None:
        """The old file stays until the page can be rendered, unless it must not be seen again."""
        if entry.due >= DUE_HARD and entry.file:
            self._remove_file(entry.address.host, entry.file)
        self._index.postpone(entry, RETRY_SECONDS)

    def _write(self, entry: Entry, answer: Answer, page_tags: set[str], expires: float | None) -> None:
        content_type = answer.header("content-type")
        name = file_name(entry.address, content_type)
        if name is None:
            self._take_away(entry, 400, page_tags, expires)
            return
        text = answer.body.decode("utf-8", "replace") if content_type.startswith(_TEXTUAL) else ""
        host = entry.address.host
        media = {one for one in media_in(text) if is_plain(one) and self._link_media(host, one)}
        if entry.file and entry.file != name:
            self._remove_file(host, entry.file)
        if self._of(host).write(name, answer.body):
            self.written += 1
        members = {Address(host, path): TAKEN_ALONG for path in asked_in(text) if path != entry.address.path}
        older = self._older(entry, text)
        if older:
            members[Address(host, entry.address.path, older)] = TAKEN_ALONG
        before = self._index.media_of(entry)
        self._note_led_on(entry, 200)
        with self._index.transaction():
            self._index.set_members(entry, members)
            self._index.settle(
                entry, status=200, tags=page_tags, expires=expires, file=name, older=older, media=media
            )
        self._unlink_media(host, before - media)
        if entry.address.path == "/":
            self._remember_headers(answer)

    def _older(self, entry: Entry, text: str) -> str:
        """The next page of a list, as long as not enough of them are written."""
        older = older_in(text, entry.address)
        if not older:
            return ""
        # A page further back is named by the one before it, so the way to the first one counts them.
        return older if self._index.depth(entry, self._pages) < self._pages else ""

    def _lead_on(self, entry: Entry, answer: Answer, page_tags: set[str], expires: float | None) -> None:
        """A file that leads on, for buckets and until the web server has read the redirects anew."""
        target = answer.header("location")
        name = file_name(entry.address, "text/html") if entry.address.path.endswith("/") else None
        host = entry.address.host
        if entry.file and entry.file != name:
            self._remove_file(host, entry.file)
        if name is not None and self._of(host).write(name, stub(target)):
            self.written += 1
        self._settle_without_page(entry, answer.status, page_tags, expires, name or "", target)

    def _take_away(self, entry: Entry, status: int, page_tags: set[str], expires: float | None) -> None:
        if entry.file:
            self._remove_file(entry.address.host, entry.file)
        self._settle_without_page(entry, status, page_tags, expires, "", "")

    def _settle_without_page(
        self,
        entry: Entry,
        status: int,
        page_tags: set[str],
        expires: float | None,
        file: str,
        target: str,
    ) -> None:
        before = self._index.media_of(entry)
        self._note_led_on(entry, status, target)
        with self._index.transaction():
            self._index.set_members(entry, {})
            self._index.settle(
                entry, status=status, tags=page_tags, expires=expires, file=file, target=target
            )
        self._unlink_media(entry.address.host, before)

    def _forget(self, entry: Entry) -> None:
        if entry.file:
            self._remove_file(entry.address.host, entry.file)
        before = self._index.media_of(entry)
        self._note_led_on(entry, 404)
        with self._index.transaction():
            self._index.set_members(entry, {})
            self._index.remove(entry)
        self._unlink_media(entry.address.host, before)

    def _note_led_on(self, entry: Entry, status: int, target: str = "") -> None:
        led_on = (301, 302, 410)
        if (entry.status in led_on or status in led_on) and (entry.status, entry.target) != (status, target):
            self._led_on_differently = True

    # Files -----------------------------------------------------------------------------------
    def _of(self, host: str) -> Files:
        if host not in self._files:
            self._files[host] = Files(self._folder / "sites" / host, durable=self._durable)
        return self._files[host]

    def _remove_file(self, host: str, name: str) -> None:
        if self._of(host).remove(name):
            self.removed += 1

    def _link_media(self, host: str, name: str) -> bool:
        try:
            self._of(host).link(f"media/{name}", media_file(name))
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError, SuspiciousFileOperation):
            return False
        return True

    def _unlink_media(self, host: str, names: set[str]) -> None:
        for name in names:
            if not self._index.is_shown(host, name):
                self._remove_file(host, f"media/{name}")

    def _link_static_files(self) -> None:
        """Give each site the files of the design, once a process: others come with another version only."""
        root = Path(settings.STATIC_ROOT)
        for host in sites().keys() - self._with_static_files:
            for folder, _folders, names in os.walk(root):
                for name in names:
                    path = Path(folder, name)
                    if is_plain(name := path.relative_to(root).as_posix()):
                        self._of(host).link(f"static/{name}", path)
            self._with_static_files.add(host)

    def _remove_strangers(self) -> None:
        """Take away what no entry stands for, such as what was written just before a crash."""
        self._index.index_files()
        for path in (self._folder / "sites").iterdir():
            host, files = path.name, self._of(path.name)
            for name in list(files.names()):
                if name.startswith("static/"):
                    known = (Path(settings.STATIC_ROOT) / name.removeprefix("static/")).exists()
                elif name.startswith("media/"):
                    known = self._index.is_shown(host, name.removeprefix("media/"))
                else:
                    known = self._index.knows_file(host, name)
                if not known:
                    self._remove_file(host, name)

    def _remove_unfinished(self) -> None:
        """Take away what a process was writing when it was killed: it may show what is secret by now."""
        for path in (self._folder / "sites").iterdir():
            self._of(path.name).remove_unfinished()

    # Beside the pages ------------------------------------------------------------------------
    def _write_redirects(self) -> None:
        if not self._led_on_differently:
            return
        led_on = list(self._index.led_on())
        files = Files(self._folder, durable=self._durable)
        changed = files.write("redirects.nginx", nginx_redirects(led_on).encode())
        changed |= files.write("redirects.caddy", caddy_redirects(led_on).encode())
        self._led_on_differently = False
        if changed:
            self._on_redirects()

    def _remember_headers(self, answer: Answer) -> None:
        self._headers = [
            (name, _for_every_page(value) if name.lower() == "content-security-policy" else value)
            for name, value in answer.headers
            if name.lower() not in _OF_ONE_ANSWER
        ]


def _for_every_page(policy: str) -> str:
    """The policy without the hash of the paper's colours: they change, and the web server reads this once."""
    return re.sub(r"(style-src [^;]*)'sha256-[^']*'", r"\1'unsafe-inline'", policy)


_OF_ONE_ANSWER = frozenset(
    {"content-type", "content-length", "content-encoding", "vary", "etag", "last-modified", "date"}
    | {"cache-control", "link", "server", "set-cookie", "x-robots-tag"}
)


def _claimed(folder: Path) -> int:
    """The lock on the folder, made if it is not there. Raises NotOurFolder."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / INDEX_FILE).exists() and any(folder.iterdir()):
        raise NotOurFolder(f"{folder} is not empty and was not written by this command.")
    descriptor = os.open(folder / INDEX_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    os.close(descriptor)
    (folder / "sites").mkdir(exist_ok=True)
    descriptor = os.open(folder / "following", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise NotOurFolder(f"Another process keeps {folder} current.") from None
    return descriptor

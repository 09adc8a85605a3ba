"""Looking for what should be gone: by the rules, and by reading everything without them.

The second look knows no rule: it reads each text column of each table, and each text file of the data folder,
for e-mail addresses, hashes them, and compares with the authors of comments. An address of a commenter may
stand in few places, and in each for a time; anywhere else it is a finding. In logs no address of either kind
may stand at all.
"""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from presswerk import conf
from presswerk.comments import hashing
from presswerk.comments.law.retention.rules import all_rules
from presswerk.comments.models import Comment

EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
GRACE = timedelta(hours=2)
"""Retention runs each hour."""
_CHUNK = 1000
_BLOCK = 1 << 20

# Where a commenter's address may stand, as long as the rules let it: {table: columns}.
ALLOWED = {
    "comments_sender": {"email"},
    "comments_law_report": {"email", "name", "explanation", "answer"},
    "comments_law_rightsrequest": {"email", "message", "answer"},
    "comments_law_complaint": {"text", "answer"},
    "jobs_outboxitem": {"key", "payload", "last_error"},
    # What people write for all to read, and the staff's own accounts.
    "comments_comment": {"text", "html"},
}
_STAFF_TABLES = ("accounts_", "account_", "auth_", "wagtail", "newsroom_", "mfa_", "django_")
# Files that hold pages and pictures, or the database itself, which was read above.
_NOT_READ = {
    ".sqlite3",
    ".sqlite3-wal",
    ".sqlite3-shm",
    ".mdb",
    ".webp",
    ".jpg",
    ".png",
    ".avif",
    ".woff2",
    ".gz",
    ".br",
    ".mo",
}
_FOLDERS_NOT_READ = {"bake", "media", "media-copies", "static"}
_LOGS = {".log"}
_LOG_FOLDER = "log"


@dataclass(frozen=True)
class Found:
    """Something that should be gone. Names the place and the number, never the thing itself."""

    place: str
    what: str
    count: int


def prove(now: datetime | None = None) -> Iterator[Found]:
    """All findings; none is the proof."""
    now = now or timezone.now()
    yield from by_rules(now)
    yield from in_database()
    yield from in_files()


def by_rules(now: datetime) -> Iterator[Found]:
    """What a rule would still take away, though its time was over more than GRACE ago."""
    for rule in all_rules():
        count = rule.over.count(rule.cutoff(now) - GRACE)
        if count:
            yield Found(rule.place, str(rule.title), count)


def in_database() -> Iterator[Found]:
    """Addresses of commenters in columns where they do not belong."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    for table in sorted(tables):
        if table.startswith(_STAFF_TABLES):
            continue
        for column in _text_columns(table):
            if column not in ALLOWED.get(table, ()):
                count = sum(1 for text in _texts(table, column) if _names_a_commenter(text))
                if count:
                    yield Found(f"{table}.{column}", "e-mail address of a commenter", count)


def _text_columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        description = connection.introspection.get_table_description(cursor, table)
    kinds = ("text", "varchar", "char", "json", "jsonb", "character varying")
    return [
        column.name
        for column in description
        if str(column.type_code).lower().split("(")[0] in kinds or isinstance(column.type_code, int)
    ]


def _texts(table: str, column: str) -> Iterator[str]:
    """All values of a column that have an @ in them, read with flat memory."""
    quote = connection.ops.quote_name
    sql = (
        f"SELECT CAST({quote(column)} AS text) FROM {quote(table)}"
        f" WHERE CAST({quote(column)} AS text) LIKE %s"
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, ["%@%"])
        while rows := cursor.fetchmany(_CHUNK):
            yield from (row[0] for row in rows if row[0])


def _names_a_commenter(text: str) -> bool:
    hashes = {hashing.of_email(email.rstrip(".")) for email in EMAIL.findall(text)}
    return bool(hashes) and Comment.objects.filter(author_hash__in=hashes).exists()


def in_files(folder: Path | None = None) -> Iterator[Found]:
    """Addresses in log files, and addresses of commenters in any other text file of the data folder.

    Mails in files have a rule of their own, which tells their age.
    """
    folder = folder or conf.current().data
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if inside.parts[0] in _FOLDERS_NOT_READ or file.suffix in _NOT_READ or not file.is_file():
            continue
        if file.suffix == ".eml" or inside.parts[0] == "secret.key":
            continue
        is_log = inside.parts[0] == _LOG_FOLDER or bool(_LOGS & set(file.suffixes))
        emails = addresses = 0
        for text in _blocks(file):
            found = EMAIL.findall(text)
            emails += len(found) if is_log else sum(1 for one in found if _names_a_commenter(one))
            addresses += sum(1 for one in _IPV4.findall(text) if _is_readers(one)) if is_log else 0
        if emails:
            yield Found(str(inside), "e-mail address", emails)
        if addresses:
            yield Found(str(inside), "network address", addresses)


def _blocks(file: Path) -> Iterator[str]:
    """The file piece by piece, cut at the ends of lines; nothing of a file that is no text."""
    try:
        with file.open("rb") as opened:
            rest = ""
            while block := opened.read(_BLOCK):
                if b"\0" in block:
                    return
                text = rest + block.decode("utf-8", "replace")
                cut = text.rfind("\n") + 1 or len(text)
                yield text[:cut]
                rest = text[cut:]
            yield rest
    except OSError:
        return


def _is_readers(address: str) -> bool:
    try:
        return not ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False

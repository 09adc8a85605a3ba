"""Who may call: keys, each for one site, named, limited, revocable.

A key has twelve hexadecimal digits, because Akismet's plugin for WordPress takes no other sign and no other
length, and because host names, where the key is a sub-domain, know no capitals. Only a keyed hash is stored:
who copies the file holds no key.
"""

import re
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from urllib.parse import urlsplit

from presswerk.spam.service.database import Database
from presswerk.spam.service.hashing import Hashes

KEY_CHARACTERS = 12
_KEY = re.compile(rf"[0-9a-f]{{{KEY_CHARACTERS}}}")
_GROUP = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")
LONGEST_NAME = 100


class KeyProblem(ValueError):
    """A key cannot be made or changed so; ``str()`` says why, in a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Key:
    """One site's permission to call."""

    id: int
    hint: str
    """The key's first four digits, to know it by."""
    name: str
    site: str
    """The site's address, such as `https://blog.example`."""
    learner: str
    """The folder of what it has learned: `site-<id>` of its own, or `group-<name>` shared."""
    calls_per_minute: int
    """0 for any number."""
    calls_per_month: int
    """Texts judged in a calendar month (UTC); 0 for any number."""
    created_at: datetime
    revoked_at: datetime | None

    @property
    def group(self) -> str:
        """With whom it shares what it learns; "" when with nobody."""
        return self.learner.removeprefix("group-") if self.learner.startswith("group-") else ""

    @property
    def is_revoked(self) -> bool:
        """Whether it permits nothing any more."""
        return self.revoked_at is not None


class Keys:
    """The keys of one installation."""

    def __init__(self, database: Database, hashes: Hashes):
        self._database = database
        self._hashes = hashes

    def add(
        self, site: str, *, name: str = "", group: str = "", calls_per_minute: int, calls_per_month: int
    ) -> tuple[str, Key]:
        """A new key and its record. The key itself is known to the caller alone: it cannot be shown again.

        ``group`` lets all keys of that name learn together. Raises KeyProblem.
        """
        address = site_address(site)
        secret = secrets.token_hex(KEY_CHARACTERS // 2)
        if group:
            _check_group(group)
        with self._database.durable() as connection:
            cursor = connection.execute(
                "INSERT INTO key (hash, hint, name, site, learner, calls_per_minute, calls_per_month,"
                " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._hashes.of_key(secret), secret[:4], _name(name or urlsplit(address).netloc), address,
                    "", max(0, calls_per_minute), max(0, calls_per_month), _now(),
                ),
            )  # fmt: skip
            number = cursor.lastrowid
            learner = f"group-{group}" if group else f"site-{number}"
            connection.execute("UPDATE key SET learner = ? WHERE id = ?", (learner, number))
            connection.execute("INSERT INTO admission (key_id) VALUES (?)", (number,))
        return secret, self.get(int(number or 0))

    def find(self, presented: str) -> Key | None:
        """The record of a key as a client has sent it, revoked or not; None when it is none of ours.

        The time that the answer takes tells nothing of how near a wrong key was: it is compared by its hash.
        """
        wanted = presented.strip().lower()
        if not _KEY.fullmatch(wanted):
            return None
        digest = self._hashes.of_key(wanted)
        row = self._database.connection.execute("SELECT * FROM key WHERE hash = ?", (digest,)).fetchone()
        if row is None or not compare_digest(bytes(row["hash"]), digest):
            return None
        return _key(row)

    def get(self, number: int) -> Key:
        """By its number in the list. Raises KeyProblem."""
        row = self._database.connection.execute("SELECT * FROM key WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise KeyProblem(f"There is no key number {number}.")
        return _key(row)

    def all(self) -> list[Key]:
        """Every key, the newest last, revoked ones too."""
        return [_key(row) for row in self._database.connection.execute("SELECT * FROM key ORDER BY id")]

    def revoke(self, number: int) -> Key:
        """Let a key permit nothing from now on, in every process; once more changes nothing."""
        self.get(number)
        with self._database.durable() as connection:
            connection.execute(
                "UPDATE key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (_now(), number)
            )
        return self.get(number)

    def delete(self, number: int) -> None:
        """Take a key out of the list, and its counts with it."""
        with self._database.durable() as connection:
            for table, column in (("month_count", "key_id"), ("admission", "key_id"), ("key", "id")):
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))

    def change(
        self,
        number: int,
        *,
        name: str | None = None,
        group: str | None = None,
        calls_per_minute: int | None = None,
        calls_per_month: int | None = None,
    ) -> Key:
        """Change what is not None; ``group=""`` lets the site learn for itself again. Raises KeyProblem.

        What was learned before stays where it was learned.
        """
        key = self.get(number)
        learner = key.learner
        if group:
            _check_group(group)
            learner = f"group-{group}"
        elif group == "":
            learner = f"site-{number}"
        with self._database.durable() as connection:
            connection.execute(
                "UPDATE key SET name = ?, learner = ?, calls_per_minute = ?, calls_per_month = ?"
                " WHERE id = ?",
                (
                    key.name if name is None else _name(name),
                    learner,
                    key.calls_per_minute if calls_per_minute is None else max(0, calls_per_minute),
                    key.calls_per_month if calls_per_month is None else max(0, calls_per_month),
                    number,
                ),
            )
        return self.get(number)


def site_address(text: str) -> str:
    """The address of a site as it is kept: scheme, host and path. Raises KeyProblem.

    >>> site_address("HTTPS://Blog.Example/news/"), site_address("blog.example")
    ('https://blog.example/news', 'https://blog.example')
    """
    plain = text.strip()
    if "://" not in plain:
        plain = f"https://{plain}"
    try:
        parts = urlsplit(plain)
        host = parts.netloc.rpartition("@")[2].lower()
        good = parts.scheme.lower() in {"http", "https"} and parts.hostname and " " not in plain
        _ = parts.port
    except ValueError:
        good = None
    if not good or len(plain) > 200 or not plain.isprintable():
        raise KeyProblem(f"{text} is not the address of a site, such as https://blog.example.")
    return f"{parts.scheme.lower()}://{host}{parts.path.rstrip('/')}"


def _check_group(group: str) -> None:
    if not _GROUP.fullmatch(group):
        raise KeyProblem(
            f"{group} cannot be the name of a group. It may have small letters, digits and hyphens, "
            "at most 40 in all."
        )


def _name(text: str) -> str:
    name = " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST_NAME]
    if not name:
        raise KeyProblem("The key needs a name.")
    return name


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _key(row: sqlite3.Row) -> Key:
    return Key(
        id=row["id"],
        hint=row["hint"],
        name=row["name"],
        site=row["site"],
        learner=row["learner"],
        calls_per_minute=row["calls_per_minute"],
        calls_per_month=row["calls_per_month"],
        created_at=datetime.fromisoformat(row["created_at"]),
        revoked_at=datetime.fromisoformat(row["revoked_at"]) if row["revoked_at"] else None,
    )

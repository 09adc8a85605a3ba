"""What the front has to know of the newspaper: the file ``front.json``, written by Django and read here."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

FORMAT = 1
# Of a file that may be taken back: a browser keeps what its reader has seen anyway; a cache that many share
# and that is told of no purge keeps it no longer than a page.
ASKED_FILE_CACHE_CONTROL = "public, max-age=86400, s-maxage=60"


class PlanError(ValueError):
    """The file is not there or cannot be understood; the message says why."""


@dataclass(frozen=True)
class Files:
    """A folder whose files are answered under a prefix.

    ``hidden`` are beginnings of paths below the prefix that are nobody's. With ``ask`` Django says who may
    see a file, by the header ``X-Presswerk-File`` (`pages.FILE_HEADER`); without it everyone may, as with it
    those whose paths begin with one of ``free``.
    """

    prefix: str  # "/static/"
    root: str
    ask: bool = False
    hidden: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    immutable: bool = False  # all names are used once; else those with a hash in them are
    fresh_seconds: int = 0  # files are copies, which Django looks after when they are older; 0: they are not


@dataclass(frozen=True)
class KnownParameters:
    """The query parameters that change a page, in canonical order, for all paths of one pattern."""

    path: str  # a regular expression that matches the whole path
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class AccessLogPlan:
    """Where answers are noted (see `access_log`), for how many days, and in how much room."""

    folder: str
    ready: bool  # ready pages and files too; else only what came from Django, and what was refused
    megabytes: int
    days: int


@dataclass(frozen=True)
class Plan:
    """The newspaper as the front sees it. ``bakes`` False: everything is passed to Django."""

    hosts: Mapping[str, str]  # host name without port: the Host that pages are rendered for (see `Hosts`)
    bakes: bool = False
    scheme: str = "http"  # of the newspaper's public address
    store: str = ""  # the store's folder
    store_megabytes: int = 512
    hot_megabytes: int = 16
    passed: tuple[str, ...] = ()  # beginnings of paths that are never baked: editor, accounts, previews
    queries: tuple[KnownParameters, ...] = ()  # the first that matches; none means no parameter at all
    static: Files | None = None
    media: Files | None = None
    marker_cookie: str = ""
    marker_key: str = ""  # presswerk.bake.staff_marker.marker_key(secret)
    trusted_proxies: tuple[str, ...] = ()  # addresses and networks
    # Shared caches that are not told about purges must not keep a page long; those that are get the third.
    cache_control: str = "public, max-age=60, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400"
    file_cache_control: str = ASKED_FILE_CACHE_CONTROL  # of files that Django was asked for
    not_found_cache_control: str = "public, max-age=10"
    cdn_cache_control: str = ""  # RFC 9213; such as "max-age=31536000, stale-while-revalidate=86400"
    cdn_cache_header: str = "cdn-cache-control"  # Fastly reads "surrogate-control"
    surrogate_key_header: str = "surrogate-key"  # Cloudflare reads "cache-tag", with commas between the keys
    most_upload_bytes: int = 1024 * 1024 * 1024
    access_log: AccessLogPlan | None = None
    secret_paths: tuple[str, ...] = ()  # beginnings of paths whose rest no log may hold
    away_page: str = ""  # HTML shown when neither Django nor the store can answer; nothing means a short one
    # Proves to Django that a request is the front's; a new one with each plan.
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    def save(self, path: Path) -> None:
        """Write the file for this user only, whole or not at all. Raises OSError."""
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump({"format": FORMAT, **asdict(self)}, file, ensure_ascii=False, indent=1)
        temporary.replace(path)


def load(path: Path) -> Plan:
    """Read the file. Raises PlanError."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PlanError(f"{path} cannot be read: {error}.") from error
    if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
        raise PlanError(f"{path} was written by another version.")
    try:
        return _plan(values)
    except (TypeError, KeyError) as error:
        raise PlanError(f"{path} has another form than expected: {error}.") from error


def _plan(values: dict[str, Any]) -> Plan:
    unknown = set(values) - {one.name for one in fields(Plan)}
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    for name in ("static", "media"):
        if values.get(name) is not None:
            values[name] = _files(values[name])
    values["queries"] = tuple(
        KnownParameters(one["path"], tuple(one["parameters"])) for one in values.get("queries", ())
    )
    for name in ("passed", "trusted_proxies", "secret_paths"):
        values[name] = tuple(values.get(name, ()))
    if values.get("access_log") is not None:
        values["access_log"] = AccessLogPlan(**values["access_log"])
    return Plan(**values)


def _files(values: dict[str, Any]) -> Files:
    for name in ("hidden", "free"):
        values[name] = tuple(values.get(name, ()))
    values["headers"] = tuple((name, value) for name, value in values.get("headers", ()))
    return Files(**values)

"""Knowing without Django that nothing has to be made: half of the time of a second start.

Migrations and static files follow from the installed code alone: while it is the same as at the last
founding, so are they. The web server still looks into the database before it serves, so a stamp that lies
(a database put back from elsewhere) ends in a sentence, not in a damaged newspaper.
"""

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

import presswerk
from presswerk.conf import Config
from presswerk.theme.themes.theme import ThemeError, theme

STAMP = "founded"
LIBRARIES = ("django", "wagtail", "django-allauth", "django-tasks-db")
CODE_SUFFIXES = {".py", ".css", ".js", ".mjs", ".svg", ".woff2", ".mo"}


def is_up_to_date(config: Config) -> bool:
    """Whether this very code has founded the newspaper or brought it up to date."""
    if not config.database_url and not (config.data / "presswerk.sqlite3").exists():
        return False
    try:
        return (config.data / STAMP).read_text(encoding="ascii") == _fingerprint(config)
    except OSError:
        return False


def remember(config: Config) -> None:
    """Write down that it is so now."""
    (config.data / STAMP).write_text(_fingerprint(config), encoding="ascii")


def _fingerprint(config: Config) -> str:
    digest = hashlib.sha256(f"{config.database_url}\0{_state_of_theme(config)}".encode())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for folder, _, names in sorted(os.walk(Path(presswerk.__file__).parent)):
        for name in sorted(names):
            if os.path.splitext(name)[1] in CODE_SUFFIXES:
                status = os.stat(os.path.join(folder, name))
                digest.update(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _state_of_theme(config: Config) -> str:
    try:
        return theme(config.theme).state
    except ThemeError:
        return ""  # whoever loads Django says what is wrong with it

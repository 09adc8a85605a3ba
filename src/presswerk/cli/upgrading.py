"""Bringing a newspaper up to the installed version: what is to do, and doing it repeatably."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from presswerk import __version__
from presswerk.cli.founding import found_newspaper
from presswerk.cli.progress import Told
from presswerk.conf import Config
from presswerk.transfer.backup import archive
from presswerk.transfer.backup.refused import Refused

MARKER = "upgrading.json"
"""In the data folder from the backup on until all is done: which backup holds the newspaper as it was."""


@dataclass(frozen=True)
class Plan:
    """What an upgrade would do. ``backup`` is there already when an earlier one was interrupted after it."""

    version: str
    migrations: list[str]
    static_files: bool
    interrupted: bool
    backup: Path

    @property
    def is_empty(self) -> bool:
        """Whether all is up to date."""
        return not (self.migrations or self.static_files or self.interrupted)


def plan(config: Config, backup: Path | None) -> Plan:
    """Look, and change nothing. Needs Django set up."""
    from presswerk.cli.database import unapplied_migrations
    from presswerk.cli.static_files import are_gathered

    begun = _begun(config)
    file = Path(begun["backup"]) if begun else backup or _backup_file(config)
    return Plan(__version__, unapplied_migrations(), not are_gathered(), begun is not None, file)


def upgrade(config: Config, plan: Plan, told: Told, *, with_backup: bool) -> None:
    """Back up, migrate, gather the static files, purge every page. The caller holds ``running_lock``.

    Killed at any point, the same call heals: the backup that was made before the first change stays the one.
    """
    from django.db import transaction

    from presswerk import bake
    from presswerk.site.backups import back_up

    if with_backup and not is_whole(plan.backup):
        plan.backup.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        back_up(plan.backup, told)
    if with_backup:
        _write(config, {"backup": str(plan.backup), "to": plan.version})
    told("", 0, 0)
    found_newspaper()
    with transaction.atomic():
        bake.changed("*")
    (config.data / MARKER).unlink(missing_ok=True)


def is_whole(file: Path) -> bool:
    """Whether it is a backup from end to end."""
    try:
        archive.read_manifest(file)
    except (OSError, Refused):
        return False
    return True


def _backup_file(config: Config) -> Path:
    folder = Path(config.backup_folder) if config.backup_folder else config.data / "backups"
    return folder / f"before-upgrade-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.tar"


def _begun(config: Config) -> dict[str, Any] | None:
    """What an upgrade that did not end has written down; None where there is none or its backup is gone."""
    try:
        found = json.loads((config.data / MARKER).read_text(encoding="utf-8"))
        return found if is_whole(Path(found["backup"])) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(config: Config, what: dict[str, Any]) -> None:
    half = config.data / f".{MARKER}.tmp"
    with half.open("w", encoding="utf-8") as file:
        json.dump(what, file)
        file.flush()
        os.fsync(file.fileno())
    half.replace(config.data / MARKER)

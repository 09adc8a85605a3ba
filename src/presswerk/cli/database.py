"""The state of the database, for the commands; each function needs Django set up."""

from typing import TYPE_CHECKING

from presswerk.cli.refusal import Refusal
from presswerk.cli.words import _

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor


def unapplied_migrations() -> list[str]:
    """Migrations that this version has and the database has not, such as "newsroom.0002_topics"."""
    executor = _executor()
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def unknown_migrations() -> list[str]:
    """Migrations of our packages that the database has and this version has not: it was a newer one's."""
    from django.apps import apps

    loader = _executor().loader
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("presswerk.")}
    on_disk = loader.disk_migrations
    # A squashed migration's parts stay in the database's list after their files are gone.
    replaced = {part for migration in on_disk.values() for part in migration.replaces}
    unknown = set(loader.applied_migrations) - set(on_disk) - replaced
    return sorted(f"{label}.{name}" for label, name in unknown if label in ours)


def is_exactly_of_this_version() -> bool:
    """Whether the database has every migration of this version by name, and of ours no other.

    True without a doubt; False says nothing yet, as where a squashed migration's parts are remembered.
    It reads names of files only: to load all migrations takes some 3 MB, which a program that serves keeps
    for months.
    """
    from importlib import import_module
    from pkgutil import iter_modules

    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    applied = set(MigrationRecorder(connection).applied_migrations())
    here: set[tuple[str, str]] = set()
    ours: set[str] = set()
    for config in apps.get_app_configs():
        if config.name.startswith("presswerk."):
            ours.add(config.label)
        name, _explicit = MigrationLoader.migrations_module(config.label)
        try:
            package = import_module(name) if name else None
        except ModuleNotFoundError:
            continue
        if package is not None and hasattr(package, "__path__"):
            here |= {
                (config.label, module.name)
                for module in iter_modules(package.__path__)
                if not module.ispkg and module.name[0] not in "_~"
            }
    return here <= applied and not {one for one in applied - here if one[0] in ours}


def _executor() -> "MigrationExecutor":
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connection)


def require_not_newer() -> None:
    """Refuse a data folder that a newer version has written: this one would not understand it."""
    if unknown_migrations():
        raise Refusal(
            "The newspaper in this data folder was written by a newer version of Presswerk.",
            "Install that version or a later one, or choose another folder with --data.",
        )


def require_up_to_date() -> None:
    """Refuse to run on a database that is empty, an older version's, or one whose restore is not finished."""
    require_restored()
    if is_exactly_of_this_version():
        return
    require_not_newer()
    if not unapplied_migrations():
        return
    if is_empty():
        raise Refusal("There is no newspaper in this data folder yet.", "Type presswerk init to make one.")
    raise Refusal(
        "The newspaper in this data folder is one of an older version.",
        "Type presswerk upgrade: it makes a backup first.",
    )


def is_empty() -> bool:
    """Whether no version has written anything into the database yet."""
    from django.db import connection

    return "django_migrations" not in connection.introspection.table_names()


def require_restored() -> None:
    """Refuse a newspaper whose restore was interrupted: parts of it may be missing."""
    from django.db import connection

    from presswerk import conf
    from presswerk.transfer.backup.interrupted import UNFINISHED_TABLE, WITHIN

    unfinished = (conf.current().data / WITHIN).exists()
    if connection.vendor == "postgresql" and not unfinished:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [UNFINISHED_TABLE])
            unfinished = cursor.fetchone()[0]
    if unfinished:
        raise Refusal(
            _("A restore into this newspaper was interrupted, and what is there is not whole."),
            _("Type presswerk restore again, into a data folder that is empty."),
        )


def require_no_worker() -> None:
    """Refuse while a worker that was started by itself may write."""
    from django.utils import timezone

    from presswerk.jobs.findings import SILENT_AFTER
    from presswerk.jobs.models import Heartbeat
    from presswerk.jobs.presence import is_gone

    since = timezone.now() - SILENT_AFTER
    alive = [beat for beat in Heartbeat.objects.filter(at__gt=since) if not is_gone(beat)]
    if alive:
        raise Refusal(
            _("A worker runs on {host} (process {pid}).").format(host=alive[0].host, pid=alive[0].pid),
            _("End it first. One that was killed is forgotten after a minute."),
        )

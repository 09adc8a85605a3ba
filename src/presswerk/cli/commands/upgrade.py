"""presswerk upgrade"""

from pathlib import Path
from typing import Annotated

import typer

from presswerk import conf
from presswerk.cli import upgrading
from presswerk.cli.database import require_no_worker, require_not_newer, require_restored
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.next_step import next_steps
from presswerk.cli.preflight import require_free_space, require_writable_folder
from presswerk.cli.progress import progress
from presswerk.cli.refusal import Refusal
from presswerk.cli.running_lock import running_lock
from presswerk.cli.upgrading import Plan
from presswerk.cli.words import _
from presswerk.site.condition.running import is_running


def upgrade(
    check: Annotated[
        bool, typer.Option("--check", help="Say what would be done, and change nothing.")
    ] = False,
    backup: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where the backup goes; without it into backup_folder, or backups/ of the data.",
        ),
    ] = None,
    no_backup: Annotated[bool, typer.Option("--no-backup", help="Make none: there is one already.")] = False,
) -> None:
    """Bring the newspaper up to the installed version: back up, migrate, collect the design's files, purge.

    End the newspaper first, install the new version, then type this. Interrupted, the same line goes on.

    Example: `presswerk upgrade --check`
    """
    config = conf.current()
    if not config.data.is_dir():
        raise Refusal(
            _("There is no newspaper in {path}.").format(path=config.data),
            _("Type presswerk init, or name it with --data."),
        )
    set_up_django()
    _require_founded()
    require_not_newer()
    require_restored()
    found = upgrading.plan(config, backup)
    if check:
        _tell(found, running=is_running(config.data), with_backup=not no_backup)
        return
    if found.is_empty:
        typer.echo(_("The newspaper is up to date: version {version}.").format(version=found.version))
        return
    require_writable_folder(config.data)
    require_free_space(config.data)
    require_no_worker()
    with running_lock(config.data), progress() as told:
        upgrading.upgrade(config, found, told, with_backup=not no_backup)
    typer.echo(_("The newspaper is one of version {version} now.").format(version=found.version))
    if not no_backup:
        typer.echo(_("As it was, it is in {path}.").format(path=found.backup))
    typer.echo(next_steps("serve --worker"))


def _require_founded() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if "django_migrations" not in tables:
        raise Refusal(_("There is no newspaper in the database yet."), _("Type presswerk init."))


def _tell(plan: Plan, *, running: bool, with_backup: bool) -> None:
    if plan.is_empty:
        typer.echo(
            _("Nothing is to do: the newspaper is up to date with version {version}.").format(
                version=plan.version
            )
        )
        return
    if plan.interrupted:
        typer.echo(
            _("An upgrade was interrupted; it would go on, with the backup {path}.").format(path=plan.backup)
        )
    elif with_backup:
        typer.echo(_("A backup would be written to {path}.").format(path=plan.backup))
    typer.echo(_("{count} migrations are pending.").format(count=len(plan.migrations)))
    for name in plan.migrations:
        typer.echo(f"  {name}")
    if plan.static_files:
        typer.echo(_("The files of the design would be collected."))
    typer.echo(
        _("Every page would be purged, and the newspaper be one of version {version}.").format(
            version=plan.version
        )
    )
    if running:
        typer.echo(_("The newspaper runs now: end it first."))

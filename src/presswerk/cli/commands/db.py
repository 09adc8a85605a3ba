"""presswerk db"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from presswerk import conf
from presswerk.cli.database import require_no_worker, require_up_to_date
from presswerk.cli.death import die_with_parent
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.preflight import require_writable_folder
from presswerk.cli.progress import Told, progress
from presswerk.cli.refusal import Refusal
from presswerk.cli.running_lock import running_lock
from presswerk.cli.settled import settle
from presswerk.cli.words import _
from presswerk.transfer.backup.databases import postgresql
from presswerk.transfer.database_copy.copying import Copied

app = typer.Typer(no_args_is_help=True)


@app.callback()
def db() -> None:
    """Move the newspaper's database."""


@app.command()
def copy(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            help="Where to: postgres://user:password@host/name of an empty database, or "
            "sqlite:////path/to/file, which must not be there yet.",
        ),
    ],
) -> None:
    """Copy all rows from SQLite to PostgreSQL, or back, and compare them and fifty pages.

    The newspaper must not run meanwhile. The original stays as it is; afterwards the setting database_url
    says which one is used. Interrupted, it is begun anew by the same line.

    Example: `presswerk db copy postgres://paper:secret@127.0.0.1/paper`
    """
    config = conf.current()
    require_writable_folder(config.data)
    with running_lock(config.data):
        set_up_django()
        require_up_to_date()
        require_no_worker()
        with progress() as told:
            copied, pages = _copy(config, url, told)
    typer.echo(
        _("{rows} rows in {tables} tables are the same on both sides, and so are {pages} pages.").format(
            rows=f"{copied.rows:,}", tables=len(copied.sums), pages=pages
        )
    )
    shown = postgresql.without_password(url)[0] if url.startswith("postgres") else url
    typer.echo(
        _("Next: set PRESSWERK_DATABASE_URL (or database_url in presswerk.toml) to {url}").format(url=shown)
    )
    typer.echo(
        _("and start the newspaper. The old database is not used any more; delete it when you are content.")
    )


def _copy(config: conf.Config, url: str, told: Told) -> tuple[Copied, int]:
    from django.db import connection

    from presswerk.site.backups import render
    from presswerk.transfer.backup import pages
    from presswerk.transfer.backup.taking import url_of

    before = {path: found for path, found in pages.rendered(render).items() if pages.is_hash(found)}
    from_postgres = connection.vendor == "postgresql"
    source = url_of(connection) if from_postgres else str(connection.settings_dict["NAME"])
    connection.close()
    _require_other_kind(url, from_postgres)
    if from_postgres:
        return _into_sqlite(config, source, url, before, told)
    return _into_postgres(config, Path(source), url, before, told)


def _require_other_kind(url: str, from_postgres: bool) -> None:
    scheme = urlsplit(url).scheme
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise Refusal(
            _("{url} is no address of a database.").format(url=url),
            _("Write postgres://user:password@host/name, or sqlite:////path/to/file."),
        )
    if (scheme == "sqlite") is not from_postgres:
        raise Refusal(
            _("The newspaper's database is of that kind already."),
            _("Between two of one kind use presswerk backup and presswerk restore."),
        )


def _into_postgres(
    config: conf.Config, source: Path, url: str, before: dict[str, str], told: Told
) -> tuple[Copied, int]:
    from presswerk.transfer.database_copy.copying import to_postgresql

    environment = _environment(config, url)
    postgresql.require_empty(url)
    postgresql.mark_unfinished(url)
    told(_("Making the tables"), 0, 0)
    _make_tables(environment)
    copied = to_postgresql(source, url, told)
    told(_("Rendering pages for comparison"), 0, 0)
    _require_same_pages(environment, before)
    postgresql.mark_finished(url)
    return copied, len(before)


def _into_sqlite(
    config: conf.Config, source: str, url: str, before: dict[str, str], told: Told
) -> tuple[Copied, int]:
    from presswerk.site.databases import database
    from presswerk.transfer.database_copy.copying import to_sqlite_file

    target = Path(database(url, config.data)["NAME"]).absolute()
    if target.exists():
        raise Refusal(
            _("{path} is there already.").format(path=target),
            _("Choose another name; nothing is overwritten."),
        )
    require_writable_folder(target.parent)
    half = target.with_name(f".{target.name}.presswerk-unfinished")
    for end in ("", "-wal", "-shm"):
        half.with_name(half.name + end).unlink(missing_ok=True)
    environment = _environment(config, f"sqlite:///{half}")
    told(_("Making the tables"), 0, 0)
    _make_tables(environment)
    copied = to_sqlite_file(source, half, told)
    told(_("Rendering pages for comparison"), 0, 0)
    _require_same_pages(environment, before)
    os.sync()
    half.rename(target)
    for end in ("-wal", "-shm"):
        half.with_name(half.name + end).unlink(missing_ok=True)
    return copied, len(before)


def _environment(config: conf.Config, url: str) -> dict[str, str]:
    return {**os.environ, "PRESSWERK_DATA": str(config.data), "PRESSWERK_DATABASE_URL": url}


def _make_tables(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "presswerk.cli.schema"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        # Nothing of a copy that was killed may go on in the other database.
        preexec_fn=die_with_parent(),
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise Refusal(
            _("The tables cannot be made there; what the database said stands above."),
            _("Give the user of the address the right to make tables, and name an empty database."),
        )


def _require_same_pages(environment: dict[str, str], before: dict[str, str]) -> None:
    after = settle(environment, list(before), as_copy=True).pages
    differing = [path for path, found in before.items() if after.get(path) != found]
    if differing:
        raise Refusal(
            _("{count} pages come out otherwise from the copy, first {path}.").format(
                count=len(differing), path=differing[0]
            ),
            _("The original is as it was. Please report this as a fault of the program."),
        )

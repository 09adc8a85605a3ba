"""presswerk backup"""

from pathlib import Path
from typing import Annotated

import typer

from presswerk import conf
from presswerk.cli.database import require_not_newer
from presswerk.cli.default_command import DefaultCommand
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.next_step import next_steps
from presswerk.cli.progress import progress
from presswerk.cli.refusal import Refusal
from presswerk.cli.settled import settle
from presswerk.cli.words import _
from presswerk.transfer.backup import putting_back

app = typer.Typer(cls=DefaultCommand, no_args_is_help=True)
File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]


@app.callback()
def backup() -> None:
    """Copy the whole newspaper into one file, and see that such a file is good.

    `presswerk backup FILE` is `presswerk backup make FILE`.
    """


@app.command()
def make(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write; it must not be there yet.")
    ],
) -> None:
    """Write the newspaper into one file, while it runs: database, media, settings, key, spam filter.

    The file holds the secret key and passwords of the settings, so its mode is 0600; keep it as those.
    It is a tar archive with its manifest at the end. Torn ones are never taken for good.

    Example: `presswerk backup /srv/backups/paper.tar`
    """
    set_up_django()
    require_not_newer()
    from presswerk.site.backups import back_up

    with progress() as told:
        taken = back_up(file.expanduser(), told)
    for name in taken.interrupted:
        typer.echo(_("What an interrupted backup had left was removed: {name}.").format(name=name), err=True)
    typer.echo(
        _("{path}: {megabytes} MB, {files} files, {rows} rows, {pages} pages to compare by.").format(
            path=taken.path, megabytes=f"{taken.bytes / 1e6:,.1f}", files=f"{taken.files:,}",
            rows=f"{taken.rows:,}", pages=taken.pages,
        )
    )  # fmt: skip
    _tell_bucket(taken.bucket)
    for name in taken.vanished[:10]:
        typer.echo(_("Deleted meanwhile, and so not in it: {name}.").format(name=name), err=True)


@app.command()
def verify(
    file: File,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to unpack; without it the folder for temporary files."),
    ] = None,
) -> None:
    """Restore the backup into a temporary place, compare rows, hashes and fifty pages, and leave nothing.

    A PostgreSQL backup needs PRESSWERK_DATABASE_URL: a temporary database is made on that server. Exit code 1
    when something differs.

    Example: `presswerk backup verify /srv/backups/paper.tar`
    """
    with progress() as told:
        verified = putting_back.verify(file.expanduser(), settle, server=_server(), folder=folder, told=told)
    manifest = verified.manifest
    typer.echo(
        _("{path}, made {at} by Presswerk {version}: {files} files have their hashes.").format(
            path=file, at=manifest["made_at"], version=manifest["versions"]["presswerk"],
            files=f"{manifest['files']['count']:,}",
        )
    )  # fmt: skip
    _tell_bucket(manifest.get("bucket", ""))
    for difference in verified.differences:
        typer.echo(_("Rows differ: {difference}").format(difference=difference), err=True)
    for path in verified.pages_differing:
        typer.echo(_("A page differs: {path}").format(path=path), err=True)
    if not verified.is_good:
        raise typer.Exit(1)
    rows = f"{sum(manifest['tables'].values()):,}"
    if not verified.pages_compared:
        text = _(
            "It is good: {rows} rows in {tables} tables came back as they were. It names no pages to "
            "compare, because none could be rendered when it was made, as before an upgrade."
        )
    elif verified.same_software:
        text = _("It is good: {rows} rows in {tables} tables and {pages} pages came back as they were.")
    else:
        text = _(
            "It is good: {rows} rows in {tables} tables came back as they were, and {pages} pages are "
            "rendered. Another version or design made it, so their bytes are not compared."
        )
    typer.echo(text.format(rows=rows, tables=len(manifest["tables"]), pages=verified.pages_compared))


def _tell_bucket(bucket: str) -> None:
    if bucket:
        typer.echo(
            _(
                "Uploaded files are not in it: they lie in the bucket {bucket}, which needs its own copy."
            ).format(bucket=bucket),
            err=True,
        )


def _server() -> str:
    try:
        url: str = conf.current().database_url
    except conf.ConfigError:
        return ""
    return url if url.startswith("postgres") else ""


def restore(file: File) -> None:
    """Put a backup back into an empty data folder, and into an empty database where that is PostgreSQL.

    What is there is never overwritten. Pages that a front or a shared cache has kept are believed no more. A
    backup of an older version is brought up to date.

    Example: `presswerk restore /srv/backups/paper.tar --data /srv/paper`
    """
    config = _place()
    with progress() as told:
        done = putting_back.restore(file.expanduser(), config, settle, told)
    manifest = done.manifest
    typer.echo(
        _("The newspaper of {at} is back in {data}: {files} files, {rows} rows.").format(
            at=manifest["made_at"], data=done.data, files=f"{manifest['files']['count']:,}",
            rows=f"{sum(manifest['tables'].values()):,}",
        )
    )  # fmt: skip
    if done.settled.migrated:
        typer.echo(
            _("It was one of Presswerk {version} and has been brought up to date.").format(
                version=manifest["versions"]["presswerk"]
            )
        )
    for rule in done.settled.rules:
        typer.echo(_("Done after the restore: {rule}.").format(rule=rule))
    _tell_bucket(manifest.get("bucket", ""))
    for name in manifest["vanished"]:
        typer.echo(_("Not in the backup: {name}.").format(name=name), err=True)
    if manifest["settings"]:
        import os

        missing = {name: value for name, value in manifest["settings"].items() if name not in os.environ}
        for name, value in sorted(missing.items()):
            typer.echo(
                _("This setting stood in the environment, set it again: {name}={value}").format(
                    name=name, value=value
                )
            )
    typer.echo(next_steps("serve --worker"))


def _place() -> Path:
    """The data folder as the command line or the environment tells it: there is no file with settings."""
    import os

    folder = Path(os.environ.get("PRESSWERK_DATA", "var")).expanduser().absolute()
    if folder == Path("/"):
        raise Refusal(
            _("A newspaper is not restored into the root folder."), _("Choose another with --data.")
        )
    return folder

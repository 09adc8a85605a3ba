"""presswerk retention"""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from presswerk.cli.database import require_up_to_date
from presswerk.cli.django_setup import set_up_django

app = typer.Typer(no_args_is_help=True, help="Deleting what has been kept for long enough.")
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON, for a monitoring.")]


@app.command()
def plan(as_json: AsJson = False) -> None:
    """Say what each rule would delete or empty now. Changes nothing.

    Example: `presswerk retention plan`
    """
    _set_up()
    from presswerk.comments.law.retention import engine

    planned = list(engine.plan())
    if as_json:
        rows = [
            {
                "rule": one.rule.code,
                "keeps_seconds": int(one.rule.keep.total_seconds()),
                "older_than": one.older_than.isoformat(),
                "count": one.count,
                "is_more": one.is_more,
            }
            for one in planned
        ]
        typer.echo(json.dumps(rows, indent=2))
        return
    from rich.table import Table

    from presswerk.cli.tables import print_table

    table = Table("Rule", "Keeps", "Older than", "Over", box=None)
    for one in planned:
        count = f"more than {one.count:,}" if one.is_more else f"{one.count:,}"
        keeps = f"{one.rule.keep.total_seconds() / 86400:g} days"
        table.add_row(one.rule.code, keeps, f"{one.older_than:%Y-%m-%d %H:%M}", count)
    print_table(table)


@app.command()
def run(
    after_restore: Annotated[
        bool,
        typer.Option(
            "--after-restore", help="Carry out again what was erased since the backup was made, too."
        ),
    ] = False,
) -> None:
    """Let all rules run now, as the worker does each hour.

    Example: `presswerk retention run`
    """
    _set_up()
    from presswerk.comments.law.models import RetentionRun
    from presswerk.comments.law.retention import engine

    if after_restore:
        typer.echo(f"{engine.after_restore():,} records were deleted or emptied.")
        return
    for done in engine.run_all(RetentionRun.Trigger.COMMAND):
        if done.count:
            typer.echo(f"{done.rule}: {done.count:,}")
    typer.echo("Nothing is kept longer than the settings say.")


@app.command()
def prove(as_json: AsJson = False) -> None:
    """Look for anything that should be gone: in all tables, in files of the data folder, logs and mails.

    Exit code 1 when something is found. What is found is named by its place, never printed.

    Example: `presswerk retention prove`
    """
    _set_up()
    from presswerk.comments.law.retention import proof

    found = list(proof.prove())
    if as_json:
        typer.echo(json.dumps({"clean": not found, "found": [asdict(one) for one in found]}, indent=2))
    else:
        for one in found:
            typer.echo(f"{one.place}: {one.what}: {one.count:,}")
        typer.echo("Nothing is over its time." if not found else f"{len(found)} findings.")
    raise typer.Exit(1 if found else 0)


def _set_up() -> None:
    set_up_django()
    require_up_to_date()

"""presswerk spam key"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from presswerk import conf
from presswerk.cli.commands.spam.service import spam_folder
from presswerk.cli.preflight import require_writable_folder
from presswerk.cli.refusal import Refusal

if TYPE_CHECKING:
    from presswerk.spam.service import Desk

app = typer.Typer(no_args_is_help=True, help="Keys with which sites may call the spam service.")
Number = Annotated[int, typer.Argument(min=1, help="The key's number; see presswerk spam key list.")]
Name = Annotated[str | None, typer.Option(help="What it is called in lists; otherwise the site's host.")]
PerMinute = Annotated[
    int | None,
    typer.Option(min=0, help="Calls in a minute, 0 for any number; setting spam_calls_per_minute."),
]
PerMonth = Annotated[
    int | None,
    typer.Option(min=0, help="Texts judged in a month, 0 for any number; setting spam_calls_per_month."),
]


@app.command()
def add(
    site_url: Annotated[str, typer.Argument(help="The address of the site, such as https://blog.example.")],
    name: Name = None,
    group: Annotated[
        str, typer.Option(help="Learn together with all keys of this group, such as one owner's other sites.")
    ] = "",
    per_minute: PerMinute = None,
    per_month: PerMonth = None,
) -> None:
    """Make a key for a site and print it. It is shown this once: only its hash is stored.

    Example: `presswerk spam key add https://blog.example --name "Anna's blog"`
    """
    config = conf.current()
    with _desk(config) as desk:
        secret, key = desk.keys.add(
            site_url,
            name=name or "",
            group=group,
            calls_per_minute=config.spam_calls_per_minute if per_minute is None else per_minute,
            calls_per_month=config.spam_calls_per_month if per_month is None else per_month,
        )
    typer.echo(secret)
    typer.echo(f"This is key number {key.id}, for {key.site}. It is not shown again.", err=True)


@app.command("list")
def list_keys() -> None:
    """List the keys with their limits and what was counted this month.

    Example: `presswerk spam key list`
    """
    from rich.table import Table

    from presswerk.cli.tables import print_table
    from presswerk.spam.service.counting import total

    table = Table("No.", "Key", "Site", "Group", "Limits", "This month", box=None)
    with _desk(conf.current()) as desk:
        month = f"{datetime.now(UTC):%Y-%m}"
        for key in desk.keys.all():
            counts = total(desk.counting.by_site(key, month))
            table.add_row(
                str(key.id),
                f"{key.hint}…" + ("\nrevoked" if key.is_revoked else ""),
                f"{key.name}\n{key.site}",
                key.group,
                f"{_limit(key.calls_per_minute)} a minute\n{_limit(key.calls_per_month)} a month",
                f"{counts.spam} spam, {counts.ham} ham\n{counts.missed_spam} missed, "
                f"{counts.false_positives} lost",
            )
    print_table(table)


@app.command()
def revoke(number: Number) -> None:
    """Revoke a key: from now on it permits nothing. It cannot be undone; make a new one instead.

    Example: `presswerk spam key revoke 3`
    """
    with _desk(conf.current()) as desk:
        key = desk.keys.revoke(number)
    typer.echo(f"Key number {key.id} ({key.name}) permits nothing any more.")


@app.command()
def erase(
    number: Number,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Revoke a key and delete all that was stored for it: its counts, and what it has learned.

    What a group has learned stays as long as another key belongs to it.

    Example: `presswerk spam key erase 3`
    """
    with _desk(conf.current()) as desk:
        key = desk.keys.get(number)
        if not yes:
            typer.confirm(f"Delete all that was stored for key number {key.id} ({key.name})?", abort=True)
        desk.erase(number)
    typer.echo(f"Nothing of key number {key.id} ({key.name}) is left.")


@app.command()
def change(
    number: Number,
    name: Name = None,
    group: Annotated[
        str | None,
        typer.Option(help='Learn together with this group from now on; "" to learn for itself again.'),
    ] = None,
    per_minute: PerMinute = None,
    per_month: PerMonth = None,
) -> None:
    """Change a key's name, group or limits. What it has learned stays where it was learned.

    Example: `presswerk spam key change 3 --per-month 50000`
    """
    with _desk(conf.current()) as desk:
        key = desk.keys.change(
            number, name=name, group=group, calls_per_minute=per_minute, calls_per_month=per_month
        )
    typer.echo(
        f"Key number {key.id} ({key.name}): group {key.group or 'none'}, "
        f"{_limit(key.calls_per_minute)} calls a minute, {_limit(key.calls_per_month)} texts a month."
    )


@contextmanager
def _desk(config: conf.Config) -> Iterator["Desk"]:
    from presswerk.spam.service import Desk, KeyProblem
    from presswerk.spam.service.filters import open_filter

    folder = spam_folder(config)
    require_writable_folder(folder)
    desk = Desk(folder, conf.secret_key(config), open_filter, keep_texts_days=config.spam_keep_texts_days)
    try:
        yield desk
    except KeyProblem as problem:
        raise Refusal(str(problem), "See presswerk spam key list, and presswerk spam key --help.") from None
    finally:
        desk.close()


def _limit(number: int) -> str:
    return str(number) if number else "any"

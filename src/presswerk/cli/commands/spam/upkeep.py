"""presswerk spam drift, rollback, merge"""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from presswerk.cli.commands.spam.opening import Label, open_engine
from presswerk.cli.refusal import Refusal

Site = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a site that has learned.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("drift")(drift)
    app.command("rollback")(rollback)
    app.command("merge")(merge)


def drift(site: Site, label: Label = "spam") -> None:
    """Show week by week what moderators decided against what the filter had said before.

    Example: `presswerk spam drift /var/lib/presswerk/spam/sites/site-1`
    """
    with open_engine(_existing(site), label) as engine:
        weeks = engine.statistics()
    if not weeks:
        typer.echo("Nobody has decided anything yet.")
        return
    table = Table("Week", "Decided as", "Published", "Held", "Discarded", "Missed or lost", box=None)
    for week in weeks:
        said = (week.label_published, week.label_held, week.label_discarded)
        table.add_row(week.week, label, *map(str, said), _share(week.missed))
        said = (week.honest_published, week.honest_held, week.honest_discarded)
        table.add_row("", "honest", *map(str, said), _share(week.lost))
    Console(width=100).print(table)


def rollback(
    site: Site,
    day: Annotated[
        str, typer.Argument(metavar="DAY", help="The last day that counts, such as 2026-11-24 (UTC).")
    ],
    actor: Annotated[
        str | None, typer.Option(help="Unlearn the decisions of this one alone; else of everybody.")
    ] = None,
    label: Label = "spam",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Unlearn for good what was decided after a day, as after a moderator's mass error.

    Example: `presswerk spam rollback /var/lib/presswerk/spam/sites/site-1 2026-11-24 --actor anna`
    """
    last = _day(day)
    whose = f"the decisions of {actor}" if actor else "all decisions"
    folder = _existing(site)
    if not yes and not typer.confirm(f"Unlearn {whose} after {last:%Y-%m-%d} for good?"):
        raise typer.Exit(1)
    with open_engine(folder, label) as engine:
        dropped = engine.rollback(last, actor)
    typer.echo(f"Unlearned: {dropped}.")


def merge(
    site: Site,
    others: Annotated[
        list[Path], typer.Argument(metavar="OTHER…", help="The same site's folders on other nodes.")
    ],
    label: Label = "spam",
) -> None:
    """Learn what the same site's filters on other nodes have learned.

    The same twice changes nothing.

    Example: `presswerk spam merge /var/lib/presswerk/spam/sites/site-1 /mnt/node2/site-1`
    """
    with open_engine(_existing(site), label) as engine:
        new = engine.merge([_existing(other) for other in others])
    typer.echo(f"New decisions: {new}.")


def _existing(folder: Path) -> Path:
    if not (folder / "journal").exists():
        raise Refusal(f"{folder} holds no filter that has learned.", "Name the folder with the file journal.")
    return folder


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise Refusal(f"{text} is no day.", "Write it like 2026-11-24.") from None


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"

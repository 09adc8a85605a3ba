"""presswerk import"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from presswerk.cli.database import require_up_to_date
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.refusal import Refusal

if TYPE_CHECKING:
    from presswerk.transfer.report import ImportReport

app = typer.Typer(no_args_is_help=True, help="Bring articles in from elsewhere.")
told = Console(stderr=True, highlight=False)


@app.callback()
def _group() -> None:
    """Bring articles in from elsewhere."""


@app.command()
def jsonl(
    file: Annotated[Path, typer.Argument(help="A file with one article a line.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and check everything, change nothing.")
    ] = False,
    source: Annotated[
        str, typer.Option(help="Where the articles come from: their ids are told apart by it.")
    ] = "jsonl",
) -> None:
    """Import articles from JSON Lines; docs/reference/jsonl-format.md says what a line holds.

    It is safe to interrupt and to repeat: an article that is there already is left as it is, a line that has
    changed updates its article. A line that cannot be read is told with its number and stops no other; the
    exit code is then 1.

    Example: `presswerk import jsonl articles.jsonl --dry-run`
    """
    if not file.is_file():
        raise Refusal(f"There is no file {file}.", "Name a file with one article a line.")
    set_up_django()
    require_up_to_date()
    report = _import(file, source, dry_run)
    _print(report)
    raise typer.Exit(report.exit_code)


def _import(file: Path, source: str, dry_run: bool) -> "ImportReport":
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from presswerk.transfer.jsonl import UnreadableFile, import_file
    from presswerk.transfer.report import Progress

    columns = (TextColumn("{task.fields[articles]:,} articles"), BarColumn(), TimeRemainingColumn())
    with Bar(*columns, console=told, transient=True) as bar:
        task = bar.add_task("", total=file.stat().st_size, articles=0)

        def show(progress: Progress) -> None:
            bar.update(task, completed=progress.bytes_read, articles=progress.articles)

        try:
            return import_file(
                file,
                source=source,
                dry_run=dry_run,
                progress=show,
                tell=lambda remark: told.print(str(remark), markup=False, soft_wrap=True),
            )
        except UnreadableFile as error:
            raise Refusal(str(error), "Nothing was imported.") from error


def _print(report: "ImportReport") -> None:
    typer.echo("What would happen:" if report.dry_run else "What was done:")
    for outcome, count in report.outcomes.items():
        typer.echo(f"{count:>10,}  {outcome.value}")
    for kind, count in report.made_count.items():
        names = ", ".join(report.made[kind][:5]) + (" …" if count > 5 else "")
        typer.echo(f"{count:>10,}  new: {kind} ({names})")
    rate = report.read / report.seconds if report.seconds else 0
    typer.echo(f"{report.read:>10,}  articles read in {report.seconds:.1f} s ({rate:,.0f} a second)")

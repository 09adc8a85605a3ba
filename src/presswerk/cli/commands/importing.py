"""presswerk import"""

from pathlib import Path
from typing import Annotated

import typer

from presswerk.cli.database import require_up_to_date
from presswerk.cli.django_setup import set_up_django

app = typer.Typer(no_args_is_help=True, help="Bring articles in from elsewhere.")


@app.callback()
def _group() -> None:
    """Bring articles in from elsewhere."""


@app.command()
def jsonl(
    file: Annotated[Path, typer.Argument(help="A file with one article a line.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and check everything, change nothing.")
    ] = False,
) -> None:
    """Import articles from JSON Lines; docs/reference/jsonl.md says what a line holds.

    It is safe to repeat: what is there already is left as it is, a line that has changed updates its article.

    Example: `presswerk import jsonl articles.jsonl --dry-run`
    """
    set_up_django()
    require_up_to_date()

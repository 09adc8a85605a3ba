"""Opening a filter by what was typed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from presswerk.cli.refusal import Refusal

if TYPE_CHECKING:
    from presswerk.spam import Engine

Label = Annotated[str, typer.Option(help="What is looked for: spam or insult.", metavar="LABEL")]


def open_engine(folder: Path, label: str) -> "Engine":
    """The filter of a folder. Raises Refusal for a label that is not known."""
    from presswerk.spam import Engine

    if label == "spam":
        return Engine(folder, "spam")
    if label == "insult":
        return Engine(folder, "insult")
    raise Refusal(f"{label} is not known.", "Choose spam or insult.")

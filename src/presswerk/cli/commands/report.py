"""presswerk report"""

from pathlib import Path
from typing import Annotated

import typer

from presswerk.cli.database import require_up_to_date
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.refusal import Refusal

app = typer.Typer(no_args_is_help=True)


@app.callback()
def report() -> None:
    """Reports that the law asks for."""


@app.command()
def dsa(
    year: Annotated[int, typer.Argument(min=2024, max=9000, help="The year, such as 2026.")],
    to: Annotated[
        Path, typer.Option("--to", metavar="DIR", help="The folder to write the two files into.")
    ] = Path("."),
    language: Annotated[str, typer.Option(help="In which language: de or en.")] = "de",
) -> None:
    """Write the yearly report on moderation (Digital Services Act, article 15) as HTML and as CSV.

    Example: `presswerk report dsa 2026 --to reports`
    """
    if language not in ("de", "en"):
        raise Refusal(f"There is no report in the language {language}.", "Choose de or en.")
    set_up_django()
    require_up_to_date()
    from django.template.loader import render_to_string
    from django.utils import translation

    from presswerk.comments.law import dsa_report, in_force

    to.mkdir(parents=True, exist_ok=True)
    with translation.override(language):
        page = render_to_string(
            "comments_law/yearly_report_file.html",
            {"parts": dsa_report.parts(year), "year": year, "language": language, "paper": in_force.paper()},
        )
        table = dsa_report.as_csv(year)
    for name, text in ((f"dsa-{year}.html", page), (f"dsa-{year}.csv", "\ufeff" + table)):
        (to / name).write_text(text, encoding="utf-8", newline="")
        typer.echo(f"{to / name}")

"""The command and what all its parts share."""

import typer

from presswerk import __version__

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Run an online newspaper.")


@app.callback()
def _common() -> None:
    """Run an online newspaper."""


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(f"presswerk {__version__}")


def main() -> None:
    """Entry point of the installed command."""
    app()

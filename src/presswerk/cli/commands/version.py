"""presswerk version"""

import typer

from presswerk import __version__


def version() -> None:
    """Print the version.

    Example: `presswerk version`
    """
    typer.echo(f"presswerk {__version__}")

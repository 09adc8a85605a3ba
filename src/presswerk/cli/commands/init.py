"""presswerk init"""

import typer
from rich.console import Console

from presswerk import conf
from presswerk.cli.founding import found_newspaper
from presswerk.cli.next_step import next_steps
from presswerk.cli.words import _


def init() -> None:
    """Make an empty newspaper in the data folder, or bring an older one up to date.

    It changes nothing where all is well. Stop a newspaper that runs before you bring it up to date.

    Example: `presswerk --data /srv/zeitung init`
    """
    with Console(stderr=True).status("Making the newspaper …"):
        made = found_newspaper()
    data = conf.current().data
    if not made:
        typer.echo(_("The newspaper in {data} is up to date.").format(data=data))
        return
    typer.echo(_("The newspaper in {data} is ready.").format(data=data))
    typer.echo(next_steps("user add you@example.org --role administrator", "serve --worker"))

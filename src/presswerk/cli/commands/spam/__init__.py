"""presswerk spam: each module adds its commands to this app."""

import typer

from presswerk.cli.commands.spam import learning

app = typer.Typer(no_args_is_help=True, help="The spam filter: what it says, why, and how well.")
learning.register(app)

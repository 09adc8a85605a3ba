"""presswerk spam: each module adds its commands to this app."""

import typer

from presswerk.cli.commands.spam import key, learning, service, upkeep

app = typer.Typer(
    no_args_is_help=True,
    help="The spam filter: what it says, why, and how well; and the service that others' sites can call.",
)
learning.register(app)
upkeep.register(app)
service.register(app)
app.add_typer(key.app, name="key")

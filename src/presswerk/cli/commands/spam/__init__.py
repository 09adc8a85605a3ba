"""presswerk spam"""

import typer

from presswerk.cli.commands.spam import key, service

app = typer.Typer(no_args_is_help=True, help="The spam filter, and the service that others' sites can call.")
app.command("serve")(service.serve)
app.command("wordpress-plugin")(service.wordpress_plugin)
app.add_typer(key.app, name="key")

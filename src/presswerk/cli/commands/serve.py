"""presswerk serve"""

from pathlib import Path
from typing import Annotated

import typer

from presswerk import conf
from presswerk.cli.addresses import choose_address
from presswerk.cli.database import require_up_to_date
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.newspaper import run_newspaper
from presswerk.cli.preflight import require_free_port, require_writable_folder
from presswerk.cli.refusal import Refusal
from presswerk.cli.running_lock import running_lock
from presswerk.cli.static_files import gather_static_files
from presswerk.cli.up_to_date import is_up_to_date
from presswerk.cli.web import run_web_server

Host = Annotated[str | None, typer.Option(help="The address to listen on; setting listen_host.")]
Port = Annotated[
    int | None, typer.Option(min=1, max=65535, help="The port to listen on; setting listen_port.")
]


def serve(
    host: Host = None,
    port: Port = None,
    worker: Annotated[
        bool,
        typer.Option("--worker", help="Start the worker too, and keep both running: all on one machine."),
    ] = False,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="Without the front: Django answers every request itself, and slowly."),
    ] = False,
    socket: Annotated[Path | None, typer.Option(hidden=True)] = None,
) -> None:
    """Serve the newspaper to its readers and editors.

    Publishing on time, mails and pictures need `presswerk worker` beside it, on this machine or another one.

    Example: `presswerk serve --worker --port 8080`
    """
    host, port = choose_address(host, port)
    config = conf.current()
    require_writable_folder(config.data)
    if socket is None:
        require_free_port(host, port)
    if socket is None and not plain:
        with running_lock(config.data):
            # Its programs look into the database themselves.
            raise typer.Exit(run_newspaper(host, port, worker=worker))
    if plain and worker:
        raise Refusal(
            "--plain and --worker do not go together.",
            "Start presswerk worker by itself beside serve --plain.",
        )
    set_up_django()
    require_up_to_date()
    if not is_up_to_date(config):
        gather_static_files()
    run_web_server(host, port, config.workers, config.log_level, socket)

"""presswerk serve"""

from typing import Annotated

import typer

from presswerk import conf
from presswerk.cli.addresses import choose_address
from presswerk.cli.newspaper import Shape, run_newspaper
from presswerk.cli.preflight import require_free_port, require_writable_folder
from presswerk.cli.refusal import Refusal
from presswerk.cli.running_lock import running_lock
from presswerk.cli.web import prepare_to_serve, run_web_server

Host = Annotated[str | None, typer.Option(help="The address to listen on; setting listen_host.")]
Port = Annotated[
    int | None, typer.Option(min=1, max=65535, help="The port to listen on; setting listen_port.")
]
SMALL_HELP = (
    "For a machine with one core and 1 GB: with the worker, and in as few processes as go. Ready pages are "
    "as fast as ever; new ones come more slowly while it works."
)


def serve(
    host: Host = None,
    port: Port = None,
    worker: Annotated[
        bool,
        typer.Option("--worker", help="Start the worker too, and keep both running: all on one machine."),
    ] = False,
    small: Annotated[bool, typer.Option("--small", help=SMALL_HELP)] = False,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="Without the front: Django answers every request itself, and slowly."),
    ] = False,
) -> None:
    """Serve the newspaper to its readers and editors.

    Publishing on time, mails and pictures need `presswerk worker` beside it, on this machine or another one;
    with `--worker` or `--small` it is there already.

    Example: `presswerk serve --worker --port 8080`
    """
    if plain and (worker or small):
        raise Refusal(
            f"--plain and {'--worker' if worker else '--small'} do not go together.",
            "Start presswerk worker by itself beside serve --plain.",
        )
    host, port = choose_address(host, port)
    config = conf.current()
    require_writable_folder(config.data)
    require_free_port(host, port)
    if plain:
        prepare_to_serve()
        run_web_server(host, port, config.log_level)
        return
    with running_lock(config.data) as lock:
        if small:
            # Its one process cannot tell the supervisor that another start would not help.
            prepare_to_serve()
        # The other programs look into the database themselves.
        run_newspaper(host, port, lock, shape_of(worker, small))


def shape_of(worker: bool, small: bool) -> Shape:
    """The newspaper that the options ask for; the small one always works."""
    if small:
        return Shape.SMALL
    return Shape.WHOLE if worker else Shape.WITHOUT_WORKER

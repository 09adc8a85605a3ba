"""presswerk spam serve, presswerk spam wordpress-plugin"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from presswerk import conf
from presswerk.cli.addresses import local_address
from presswerk.cli.death import die_with_parent
from presswerk.cli.preflight import require_free_port, require_writable_folder

SPAM_FOLDER = "spam"


def spam_folder(config: conf.Config) -> Path:
    """Where the filter and the service keep everything."""
    return config.data / SPAM_FOLDER


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("serve")(serve)
    app.command("wordpress-plugin")(wordpress_plugin)


def serve(
    host: Annotated[
        str | None, typer.Option(help="The address to listen on; setting spam_service_host.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="The port to listen on; setting spam_service_port."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="Number of processes; setting spam_service_workers."),
    ] = None,
) -> None:
    """Serve the spam filter to others' sites, as Akismet does, without the newspaper.

    A site needs a key: `presswerk spam key add`. Put a server with TLS before it when sites call it from
    elsewhere.

    Example: `presswerk spam serve --port 8400`
    """
    from presswerk.spam.service.server import ServiceOptions, run_server

    config = conf.current()
    folder = spam_folder(config)
    host, port = host or config.spam_service_host, port or config.spam_service_port
    require_writable_folder(folder)
    require_free_port(host, port)
    options = ServiceOptions(
        folder=folder,
        secret=conf.secret_key(config),
        host=host,
        port=port,
        workers=workers or config.spam_service_workers,
        body_kilobytes=config.spam_service_body_kilobytes,
        body_seconds=config.spam_service_body_seconds,
        keep_texts_days=config.spam_keep_texts_days,
        log_level="warning" if config.log_level == "info" else config.log_level,
    )
    typer.echo(f"The spam service is at {local_address(host, port)}/", err=True)
    run_server(options, on_process_start=die_with_parent())


def wordpress_plugin(
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="The folder wp-content/mu-plugins of a WordPress."),
    ] = None,
) -> None:
    """Print the file that leads WordPress's Akismet plugin to this service, or put it into its folder.

    Example: `presswerk spam wordpress-plugin --to /var/www/wp-content/mu-plugins`
    """
    from presswerk.spam.service import wordpress

    if to is None:
        sys.stdout.write(wordpress.plugin())
        return
    to.mkdir(parents=True, exist_ok=True)
    target = to / wordpress.FILE_NAME
    target.write_text(wordpress.plugin(), encoding="utf-8")
    typer.echo(f"{target} is there. Name the service in wp-config.php: PRESSWERK_SPAM_SERVER.")

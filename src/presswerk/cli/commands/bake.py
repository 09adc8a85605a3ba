"""presswerk bake"""

import getpass
import logging
import shlex
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from presswerk import conf
from presswerk.cli.database import require_up_to_date
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.refusal import Refusal
from presswerk.cli.static_files import gather_static_files

if TYPE_CHECKING:
    from presswerk.bake.store import Address

app = typer.Typer()


@app.callback(invoke_without_command=True)
def bake(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="The folder to write the public site into.")
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Go on, and keep the folder current with each change.")
    ] = False,
    pages: Annotated[int, typer.Option(min=0, help="How many further pages of each list are written.")] = 3,
    on_redirects: Annotated[
        str,
        typer.Option(metavar="COMMAND", help="Run when redirects have changed, such as 'nginx -s reload'."),
    ] = "",
) -> None:
    """Write the whole public site into a folder, as static files with .gz and .br beside them.

    nginx, Caddy or a bucket can serve it; docs/how-to/serve-from-a-folder.md tells how. What is in the folder
    already is written only where it differs, and what is no longer public is removed. With `--follow` it goes
    on until Ctrl-C; begun again, it goes on where it was.

    Example: `presswerk bake --to /srv/paper --follow`
    """
    if context.invoked_subcommand is not None:
        return
    if to is None:
        raise Refusal("Say what to do.", "Type presswerk bake --to DIR, or presswerk bake --help.")
    set_up_django()
    require_up_to_date()
    gather_static_files()
    _write(to, follow=follow, pages=pages, on_redirects=on_redirects)


def _write(to: Path, *, follow: bool, pages: int, on_redirects: str) -> None:
    from presswerk.site.outward import Follower, NotOurFolder
    from presswerk.site.wsgi import application

    # Asked for is whatever a newspaper may have, such as security.txt; what there is not is no trouble here.
    logging.getLogger("django.request").setLevel(logging.ERROR)

    def tell() -> None:
        if on_redirects:
            subprocess.run(shlex.split(on_redirects), check=False)

    try:
        follower = Follower(application, to, pages=pages, durable=follow, on_redirects=tell)
    except NotOurFolder as error:
        raise Refusal(str(error), "Name another folder.") from error
    except PermissionError as error:
        raise Refusal(
            f"{to} cannot be made or written by {getpass.getuser()}, who types this.",
            f"Make it as root first: install -d -o {getpass.getuser()} -m 0755 {to}",
        ) from error
    stopped = threading.Event()
    began = time.monotonic()
    if not follow or not follower.is_complete:
        follower.write_all()
        ready = follower.counts().get(200, 0)
        typer.echo(
            f"{ready:,} pages are in {to}: {follower.written:,} written, {follower.removed:,} removed, "
            f"in {time.monotonic() - began:.1f} s."
        )
    failed = follower.count_failed()
    if failed:
        typer.echo(
            f"{failed:,} addresses could not be rendered; the log says why. They are tried again.", err=True
        )
    if follow:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        typer.echo(f"{to} is kept current. Ctrl-C ends it.")
        follower.follow(stopped)
    follower.close()
    if failed and not follow:
        raise typer.Exit(1)


@app.command()
def status() -> None:
    """Say how many pages are ready, how full their store is, and whether every purge is applied.

    Example: `presswerk bake status`
    """
    set_up_django()
    from presswerk.site.insight import status_lines

    for line in status_lines():
        typer.echo(line)


@app.command()
def why(url: Annotated[str, typer.Argument(help="A page's address, or its path.")]) -> None:
    """Say what a page depends on, and when and by which change it was last purged.

    Example: `presswerk bake why /politik/`
    """
    set_up_django()
    from presswerk.site.insight import page_address, why_lines

    for line in why_lines(page_address(url)):
        typer.echo(line)


@app.command()
def purge(
    what: Annotated[str, typer.Argument(help="A tag, a page's address, or * for every page.")],
    hard: Annotated[
        bool, typer.Option("--hard", help="Never show the old page again, even if the new one fails.")
    ] = False,
) -> None:
    """Have pages rendered anew, on all machines: those that bear a tag, one, or all.

    Example: `presswerk bake purge https://zeitung.example/politik/`
    """
    set_up_django()
    require_up_to_date()
    from presswerk.site.insight import purge as write_purge

    tags = write_purge(what, hard=hard)
    typer.echo(f"Purged: {', '.join(tags)}")


@app.command()
def warm(
    share: Annotated[
        float, typer.Option(min=0.01, max=1.0, help="How much of one processor's time it may take.")
    ] = 0.5,
    most: Annotated[int, typer.Option(min=0, help="How many of the pages read most are looked at.")] = 2_000,
) -> None:
    """Make pages ready before readers ask: fronts, what was read most, the newest articles.

    The newspaper has to run beside it. Example: `presswerk bake warm --share 0.2`
    """
    set_up_django()
    require_up_to_date()
    from presswerk.bake.node import front_token, store_of_this_node
    from presswerk.site import warming
    from presswerk.site.wsgi import application

    if not front_token():
        raise Refusal(
            f"No newspaper runs on {conf.current().data}.", "Type presswerk serve, then this again."
        )

    def tell(address: "Address", answer: int) -> None:
        typer.echo(f"{answer} {address}")

    count = warming.warm(application, store_of_this_node(), share=share, most=most, done=tell)
    typer.echo(f"{count:,} pages were made ready.")

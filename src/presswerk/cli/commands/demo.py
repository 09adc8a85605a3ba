"""presswerk demo"""

from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel

from presswerk import conf
from presswerk.cli import demo_folder
from presswerk.cli.addresses import choose_address, local_address
from presswerk.cli.commands.serve import SMALL_HELP
from presswerk.cli.demo_editor import add_demo_editor, read_demo_editor
from presswerk.cli.demo_folder import Filling
from presswerk.cli.founding import found_newspaper
from presswerk.cli.newspaper import Shape, run_newspaper
from presswerk.cli.preflight import require_free_port, require_writable_folder
from presswerk.cli.refusal import Refusal
from presswerk.cli.running_lock import running_lock
from presswerk.cli.up_to_date import is_up_to_date

console = Console(stderr=True)


def demo(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port to listen on.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Throw the demo's data away first and begin anew.")
    ] = False,
    small: Annotated[bool, typer.Option("--small", help=SMALL_HELP)] = False,
) -> None:
    """Show a newspaper with articles, pictures and authors, ready to read and to edit.

    It is filled once; what you change stays. It answers this machine only. Ctrl-C ends it.

    Example: `presswerk demo --port 8080 --data /srv/demo`
    """
    host, port = choose_address(None, port)
    data = conf.current().data
    require_writable_folder(data)
    with running_lock(data) as lock:
        require_free_port(host, port)
        prepare(fresh)
        shape = Shape.SMALL if small else Shape.WHOLE
        run_newspaper(host, port, lock, shape, ready=welcome(local_address(host, port)))


def prepare(fresh: bool) -> None:
    """Make and fill the demo where that is still to do. One that was interrupted is begun anew."""
    config = conf.current()
    demo_folder.require_own_folder(config.data)
    filling = demo_folder.filling_of(config.data)
    if fresh or filling is Filling.BEGUN:
        _require_own_database(config)
        demo_folder.clear(config.data)
        filling = Filling.NONE
    if filling is Filling.DONE:
        if not is_up_to_date(config):
            found_newspaper()
        return
    demo_folder.mark(config.data, Filling.BEGUN)
    with console.status("Making the database and the files of the design; this is done once …"):
        found_newspaper()
    _fill()
    add_demo_editor(config.data)
    demo_folder.mark(config.data, Filling.DONE)


def welcome(address: str) -> str:
    """The address and the editor's way in, to be shown when the newspaper answers."""
    config = conf.current()
    lines = [f"Newspaper  {address}/", f"Editors    {address}/{config.admin_path}/"]
    if editor := read_demo_editor(config.data):
        lines += [f"E-mail     {editor.email}", f"Password   {editor.password}"]
    if not config.mail_url:
        lines.append(f"Mails      {config.data / 'mail'}")
    with console.capture() as shown:
        console.print(Panel("\n".join(lines), title="Presswerk demo", expand=False), highlight=False)
        console.print("Ctrl-C ends it.")
    return shown.get().rstrip("\n")


def _fill() -> None:
    from rich.progress import Progress

    from presswerk.demo.filling import fill

    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("Writing the demo newspaper", total=None)
        fill(progress=lambda done, steps: progress.update(bar, completed=done, total=steps))


def _require_own_database(config: conf.Config) -> None:
    if config.database_url:
        raise Refusal(
            "The demo stands in a database of its own server, which is not emptied from here.",
            "Make that database anew and delete the data folder, then start again without --fresh.",
        )

"""The command as a whole: its parts, the options that all share, and how it ends."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from presswerk import conf
from presswerk.cli.commands import (
    assets,
    backup,
    bake,
    check,
    db,
    demo,
    doctor,
    importing,
    init,
    mail,
    report,
    retention,
    serve,
    spam,
    upgrade,
    user,
    version,
    worker,
)
from presswerk.cli.ending import run_or_explain
from presswerk.cli.next_step import remember_data

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="markdown"
)


@app.callback()
def common(
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder with all state of the newspaper; also PRESSWERK_DATA. It may stand anywhere in "
            "the line. Without it, var/ in the folder you are in.",
        ),
    ] = None,
) -> None:
    """Run an online newspaper.

    All state lies in one data folder. `presswerk demo` shows a newspaper that is filled already;
    `presswerk init` makes an empty one.
    """
    if data is not None:
        # The environment and not an argument, because the processes that are started read it as well.
        remember_data(str(data))
        os.environ["PRESSWERK_DATA"] = str(data.expanduser().absolute())
        conf.current.cache_clear()


app.command("init")(init.init)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.add_typer(user.app, name="user")
app.add_typer(importing.app, name="import")
app.add_typer(bake.app, name="bake")
app.add_typer(spam.app, name="spam")
app.add_typer(retention.app, name="retention")
app.add_typer(report.app, name="report")
app.add_typer(backup.app, name="backup")
app.command("assets")(assets.assets)
app.command("upgrade")(upgrade.upgrade)
app.add_typer(mail.app, name="mail")
app.add_typer(db.app, name="db")
app.command("restore")(backup.restore)
app.command("check")(check.check)
app.command("doctor")(doctor.doctor)
app.command("version")(version.version)


def main() -> None:
    """Parse what was typed and do it."""
    run_or_explain(lambda: app(args=data_option_first(sys.argv[1:])))


def data_option_first(arguments: list[str]) -> list[str]:
    """Let ``--data DIR`` stand anywhere: ``demo --data DIR`` is what people type.

    >>> data_option_first(["demo", "--data", "paper", "--port", "80"])
    ['--data', 'paper', 'demo', '--port', '80']
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    first: list[str] = []
    rest: list[str] = []
    position = 0
    while position < end:
        width = 2 if arguments[position] == "--data" else 1
        taken = arguments[position : min(position + width, end)]
        (first if taken[0].partition("=")[0] == "--data" else rest).extend(taken)
        position += width
    return first + rest + arguments[end:]

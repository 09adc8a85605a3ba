"""presswerk assets"""

import gzip

from rich.console import Console
from rich.table import Table

from presswerk import conf
from presswerk.cli.preflight import require_writable_folder


def assets() -> None:
    """Make the style sheets of the reader pages, and gather all files of the design with hashed names.

    One sheet for each kind of page, joined from the parts of the theme. `presswerk init`, `serve` and
    `upgrade` do the same where something has changed; this tells what came of it. Restart a newspaper that
    runs.

    Example: `presswerk assets`
    """
    from presswerk.cli.django_setup import set_up_django
    from presswerk.cli.static_files import gather_static_files

    config = conf.current()
    require_writable_folder(config.data)
    set_up_django()
    gather_static_files()
    Console().print(_sizes(config.theme))


def _sizes(setting: str) -> Table:
    import brotli

    from presswerk.theme.sheets.building import sheet
    from presswerk.theme.sheets.kinds import KINDS
    from presswerk.theme.themes.theme import theme

    chosen = theme(setting)
    table = Table(title=f"Style sheets of {chosen.name}")
    table.add_column("kind of page")
    for heading in ("bytes", "with gzip", "with brotli"):
        table.add_column(heading, justify="right")
    for kind in KINDS:
        data = sheet(chosen, kind).encode()
        sizes = (len(data), len(gzip.compress(data, 9)), len(brotli.compress(data)))
        table.add_row(kind, *map(str, sizes))
    return table

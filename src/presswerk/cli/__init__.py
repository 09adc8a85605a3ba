"""The command ``presswerk``: thin, each part parses what was typed and calls the package that does the work.

Django is loaded by the commands that need it and never at import, so that ``presswerk version`` and
``--help`` answer at once. The command line's own parser is loaded at the call only: the programs that
run for months (`presswerk.cli.supervising`, `presswerk.cli.program`) do without it.
"""

import sys

# Before any other import: those would end in a SyntaxError or ImportError that tells nobody what to do.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Presswerk needs Python 3.11 or newer, and this is %d.%d. "  # noqa: UP031
        "Install a newer one and make .venv anew." % sys.version_info[:2]
    )

__all__ = ["main"]


def main() -> None:
    """Entry point of the installed command."""
    from presswerk.cli.app import main as command

    command()

"""The command ``presswerk``: thin, each part parses what was typed and calls the package that does the work.

Django is loaded by the commands that need it and never at import, so that ``presswerk version`` and
``--help`` answer at once.
"""

import sys

# Before any other import: those would end in a SyntaxError or ImportError that tells nobody what to do.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Presswerk needs Python 3.11 or newer, and this is %d.%d. "  # noqa: UP031
        "Install a newer one and make .venv anew." % sys.version_info[:2]
    )

from presswerk.cli.app import main

__all__ = ["main"]

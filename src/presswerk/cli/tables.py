"""Printing a table: as wide as the terminal, and whole where no terminal is."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

_WIDE = 1000


def print_table(table: "Table") -> None:
    """To standard output. What is piped into grep or a file is not cut to 80 columns."""
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else _WIDE).print(table, highlight=False)

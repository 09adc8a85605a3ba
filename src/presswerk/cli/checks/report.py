"""Findings on the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from presswerk.cli.checks.finding import Finding, State

MARKS = {State.WELL: "[green]✓[/]", State.ATTENTION: "[yellow]![/]", State.WRONG: "[red]✗[/]"}


def print_findings(findings: Sequence[Finding]) -> None:
    """A line each, and what to do below those that need it."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    table.add_column()
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        text = finding.found + (f"\n→ {finding.mend}" if finding.mend else "")
        # What was found may hold square brackets, which are no markup.
        table.add_row(MARKS[finding.state], finding.subject, escape(text))
    Console().print(table, highlight=False)

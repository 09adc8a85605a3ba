"""presswerk check"""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from presswerk.cli.checks.finding import State
from presswerk.cli.checks.report import print_findings
from presswerk.cli.progress import progress
from presswerk.cli.visit.examining import examine
from presswerk.cli.visit.fetching import Visitor, site_address


def check(
    site: Annotated[
        str, typer.Argument(metavar="SITE", help="The site's address, such as https://zeitung.example.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the findings as JSON, for a monitoring.")
    ] = False,
    pages: Annotated[int, typer.Option(min=1, max=10_000, help="How many pages are read at most.")] = 50,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Take any certificate, for a trial with one of your own.")
    ] = False,
) -> None:
    """Look at a running site from outside, as a reader: headers, cookies, third parties, links, feeds.

    It reads some pages one after the other and changes nothing. Exit code 1 when something is wrong.

    Example: `presswerk check https://zeitung.example`
    """
    visitor = Visitor(site_address(site), trust_any=insecure)
    with progress() as told:
        findings = list(examine(visitor, pages, told))
    visitor.close()
    is_well = not any(finding.state is State.WRONG for finding in findings)
    if as_json:
        report = {
            "site": visitor.site.geturl(),
            "well": is_well,
            "findings": [asdict(one) for one in findings],
        }
        typer.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        print_findings(findings)
    raise typer.Exit(0 if is_well else 1)

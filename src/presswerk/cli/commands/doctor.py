"""presswerk doctor"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from presswerk import conf
from presswerk.cli.checks import accounts, backups, bake, clock, database, machine, media, services
from presswerk.cli.checks.finding import Finding, State, well, wrong
from presswerk.cli.checks.report import print_findings
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.refusal import Refusal
from presswerk.conf import Config, ConfigError

Check = Callable[[Config], Iterable[Finding]]
WITHOUT_DJANGO: tuple[Check, ...] = (
    machine.python,
    machine.data_folder,
    machine.secret,
    bake.store,
    backups.backups,
)
WITHOUT_TABLES: tuple[Check, ...] = (media.media, services.cache, services.mail)
WITH_TABLES: tuple[Check, ...] = (
    clock.clock,
    accounts.second_factor,
    services.jobs,
    bake.front,
    bake.precedence,
    bake.shared_cache,
)


def doctor(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the findings as JSON, for a monitoring.")
    ] = False,
) -> None:
    """Say what is wrong with the newspaper and how to mend it. Exit code 1 when something is.

    Example: `presswerk doctor --json`
    """
    findings = list(examine())
    healthy = not any(finding.state is State.WRONG for finding in findings)
    if as_json:
        typer.echo(
            json.dumps({"well": healthy, "findings": [asdict(finding) for finding in findings]}, indent=2)
        )
    else:
        print_findings(findings)
    raise typer.Exit(0 if healthy else 1)


def examine() -> Iterator[Finding]:
    """All findings. Where the newspaper cannot be loaded, the checks that need it are left out."""
    try:
        config = conf.load()
    except ConfigError as error:
        for problem in error.problems:
            yield wrong("Settings", problem, "Correct the environment or presswerk.toml.")
        return
    yield well("Settings", str(config.file) if config.file.exists() else "no presswerk.toml, defaults")
    for check in WITHOUT_DJANGO:
        yield from check(config)
    if not config.data.is_dir():
        return
    try:
        set_up_django()
    except Refusal as refusal:
        yield wrong("Program", refusal.sentence, refusal.remedy)
        return
    except Exception as error:
        yield wrong("Program", f"it cannot be loaded: {error}", "Install it anew.")
        return
    for check in WITHOUT_TABLES:
        yield from check(config)
    of_database = list(database.database(config))
    yield from of_database
    if any(finding.state is State.WRONG for finding in of_database):
        return
    for check in WITH_TABLES:
        yield from check(config)

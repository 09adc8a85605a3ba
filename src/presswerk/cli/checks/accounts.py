"""Who has to have a second factor."""

from collections.abc import Iterator

from presswerk.cli.checks.finding import Finding, attention, well
from presswerk.conf import Config


def second_factor(config: Config) -> Iterator[Finding]:
    """Whether the groups that the operator named are there: a name mistyped would protect nobody."""
    from presswerk.accounts.second_factor_duty import names_without_group

    if not config.second_factor_groups:
        return
    unknown = names_without_group()
    if unknown:
        mend = "Write second_factor_groups as the groups are called in the editor under Settings > Groups."
        yield attention("Second factor", f"there is no group called {', '.join(unknown)}", mend)
    else:
        yield well("Second factor", f"demanded of {', '.join(config.second_factor_groups)}")

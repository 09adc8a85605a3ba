"""The one error that configuration raises."""

from collections.abc import Sequence


class ConfigError(Exception):
    """The configuration cannot be used; ``str()`` is written for the operator, one sentence a problem.

    ``problems`` holds the sentences one by one: all faults are told at once, not one a start.
    """

    def __init__(self, problems: str | Sequence[str]):
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))

"""What a signal says about a submission."""

from typing import Any, NamedTuple


class Evidence(NamedTuple):
    """One thing noticed. The model knows it by its name; people are told the code with its params."""

    name: str
    """Such as `links:2`. A name is a feature: renaming it forgets what was learned about it."""
    value: float
    code: str
    params: dict[str, Any]


def step(count: float, edges: tuple[int, ...]) -> int:
    """The highest edge that the count reaches, for features such as `links:5`.

    >>> step(7, (1, 2, 5, 10))
    5
    """
    return max((edge for edge in edges if count >= edge), default=0)

"""The line to type next, such that it works where it is read: with ``--data`` if that was typed before."""

import shlex

from presswerk.cli.words import _

_typed_data: list[str] = []


def remember_data(folder: str) -> None:
    """Keep what stood behind ``--data``; without it, whoever types the next line has the same environment."""
    _typed_data[:] = [folder]


def to_type(command: str) -> str:
    """A command of this program as it has to be typed.

    >>> to_type("serve --worker")
    'presswerk serve --worker'
    >>> remember_data("meine zeitung"); to_type("serve --worker")
    "presswerk serve --worker --data 'meine zeitung'"
    >>> _typed_data.clear()
    """
    data = f" --data {shlex.quote(_typed_data[0])}" if _typed_data else ""
    return f"presswerk {command}{data}"


def next_steps(*commands: str) -> str:
    """A line for each command."""
    return "\n".join(_("Next: {command}").format(command=to_type(command)) for command in commands)

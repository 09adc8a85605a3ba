"""A group of commands one of which is meant when none is named: ``presswerk backup FILE``."""

from typing import Any

from typer.core import TyperGroup


class DefaultCommand(TyperGroup):
    """Takes the command ``make`` where the first word is no command."""

    default = "make"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [self.default, *args]
        return super().parse_args(ctx, args)

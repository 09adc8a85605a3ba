"""The command ``presswerk``."""

from presswerk.cli._app import main

__all__ = ["main"]

"""One module a command of ``presswerk``, one function in it that Typer calls."""

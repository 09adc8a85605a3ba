"""What is kept of an exception for the person who looks at the jobs screen."""

from traceback import format_exception

LONGEST = 4000


def failure_text(error: BaseException) -> str:
    """The exception in one line, then its traceback, at most LONGEST characters (the end of it is kept)."""
    summary = f"{type(error).__name__}: {error}"[: LONGEST // 4]
    trace = "".join(format_exception(error))
    return f"{summary}\n\n{trace[-(LONGEST - len(summary) - 2) :]}"

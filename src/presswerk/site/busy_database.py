"""Telling a database that is busy from one that is broken."""

from __future__ import annotations

from django.db import OperationalError

# PostgreSQL, appendix A: lock not available, deadlock, serialisation failure, too many connections, statement
# cancelled by a time limit, server starting or going down.
_BUSY_STATES = {"55P03", "40P01", "40001", "53300", "57014", "57P01", "57P03"}
_BUSY_WORDS = ("database is locked", "database table is locked", "database is busy")


def is_busy(error: BaseException) -> bool:
    """Whether trying again in a moment may help."""
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _BUSY_STATES or any(words in str(error) for words in _BUSY_WORDS)

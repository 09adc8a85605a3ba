"""How the command says no: one clear sentence and what to do, in place of a traceback."""

import errno
import sys
from dataclasses import dataclass

from presswerk.transfer.backup.refused import Refused

_BY_ERRNO = {
    errno.ENOSPC: ("The disk is full.", "Free some space there, or choose another folder with --data."),
    errno.EDQUOT: (
        "The disk quota is used up.",
        "Free some space there, or choose another folder with --data.",
    ),
    errno.EROFS: ("The disk can only be read.", "Choose another folder with --data."),
    errno.EACCES: (
        "The right to do that is missing.",
        "Give it to your user, or name another place.",
    ),
    errno.EPERM: (
        "The right to do that is missing.",
        "Give it to your user, or name another place.",
    ),
}
_BY_DATABASE_MESSAGE = (
    ("disk is full", "The disk is full.", "Free some space, or choose another folder with --data."),
    (
        "readonly database",
        "The database cannot be written.",
        "Give your user the right to write the data folder.",
    ),
    (
        "disk i/o error",
        "The disk fails.",
        "Look into the machine's system log, and restore the backup elsewhere.",
    ),
    ("malformed", "The database is damaged.", "Restore the last backup."),
    (
        "not a database",
        "The database file is none.",
        "Restore the last backup, or choose another folder with --data.",
    ),
    (
        "unable to open database file",
        "The database cannot be opened.",
        "Type presswerk init to make one, or give your user the right to read and write the data folder.",
    ),
    ("no such table", "The database holds no newspaper yet.", "Type presswerk init."),
    ("does not exist", "The database holds no newspaper yet.", "Type presswerk init."),
    (
        "connection",
        "The database server does not answer.",
        "Start it, or correct PRESSWERK_DATABASE_URL.",
    ),
)


@dataclass
class Refusal(Exception):
    """The operator has to do something first. ``sentence`` says what is wrong, ``remedy`` what to do.

    What is ``passing`` may be over by itself: a database server that is just being started again.
    """

    sentence: str
    remedy: str
    passing: bool = False

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}"


def explain(error: BaseException) -> Refusal | None:
    """The refusal for an error that the operator can mend; None for a fault of the program."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Refused):
        return Refusal(error.sentence, error.remedy)
    if is_about_settings(error):
        return Refusal(str(error), "Correct the environment or presswerk.toml, then start again.")
    if isinstance(error, OSError) and error.errno in _BY_ERRNO:
        sentence, remedy = _BY_ERRNO[error.errno]
        return Refusal(f"{sentence.rstrip('.')}: {error.filename}." if error.filename else sentence, remedy)
    return _explain_database(error)


def is_about_settings(error: BaseException) -> bool:
    """Whether a setting is wrong. Where the settings are not loaded, which takes 7 MB, it is not."""
    settings = sys.modules.get("presswerk.conf")
    return settings is not None and isinstance(error, settings.ConfigError)


def _explain_database(error: BaseException) -> Refusal | None:
    # Only where Django is loaded can the error be Django's; the command stays fast where it is not.
    database = sys.modules.get("django.db.utils")
    if database is None or not (
        isinstance(error, database.OperationalError | database.ProgrammingError)
        or type(error) is database.DatabaseError  # a file that is damaged or no database
    ):
        return None
    message = str(error).lower()
    for part, sentence, remedy in _BY_DATABASE_MESSAGE:
        if part in message:
            return Refusal(sentence, remedy, passing=part == "connection")
    return None


def print_refusal(refusal: Refusal) -> None:
    """Write it to standard error, in colour where that is a terminal."""
    red, plain = ("\x1b[31m", "\x1b[0m") if sys.stderr.isatty() else ("", "")
    sys.stderr.write(f"{red}{refusal.sentence}{plain}\n{refusal.remedy}\n")

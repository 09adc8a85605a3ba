"""How long somebody took to fill the form: a signed moment, fetched when the form is first touched."""

import hmac
import math

from presswerk.comments import hashing

_LONGEST_SECONDS = 86_400


def token(now: float) -> str:
    """The moment (Unix seconds) with its mark. It says nothing about anybody."""
    moment = (
        f"{math.floor(now * 10) / 10:.1f}"  # not rounded up: who sends at once would come from the future
    )
    return f"{moment}~{_mark(moment)}"


def seconds_since(signed: str, now: float) -> float | None:
    """Seconds since the moment; None for one that was not signed here or is older than a day."""
    moment, _tilde, mark = signed.partition("~")
    if not hmac.compare_digest(mark.encode(), _mark(moment).encode()):
        return None
    seconds = now - float(moment)
    return seconds if 0 <= seconds < _LONGEST_SECONDS else None


def _mark(moment: str) -> str:
    return hashing.keyed("started", moment)[:24]

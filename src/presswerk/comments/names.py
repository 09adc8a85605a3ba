"""Names under comments that pretend to be somebody of the newsroom."""

import re
import time
import unicodedata

from presswerk.accounts.models import User
from presswerk.newsroom.models import AuthorProfile
from presswerk.spam.reading.letters import fold

_KNOWN_SECONDS = 60
_DIGITS = str.maketrans("013457", "oleast")
_known: tuple[float, frozenset[str]] = (-_KNOWN_SECONDS, frozenset())


def is_like_staff(name: str) -> bool:
    """Whether a name looks like that of an author or an account of this paper, in whatever letters."""
    own = skeleton(name)
    return bool(own) and own in _staff()


def skeleton(name: str) -> str:
    """What is left of a name when look-alike letters, accents, case, order of words and signs do not count.

    >>> skeleton("Аnna Albérs") == skeleton("ALBERS, Anna") == skeleton("Anna  A1bers")
    True
    """
    plain, _mixed = fold(unicodedata.normalize("NFKC", name).casefold())
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = re.findall(
        r"\w+", plain.translate(_DIGITS).replace("rn", "m").replace("vv", "w").replace("i", "l")
    )
    return " ".join(sorted(words))


def _staff() -> frozenset[str]:
    """Looked up anew each minute: a newsroom changes rarely, comments come often."""
    global _known
    now = time.monotonic()
    if now - _known[0] >= _KNOWN_SECONDS:
        names = set(AuthorProfile.objects.exclude(kind="agency").values_list("name", flat=True))
        for user in User.objects.filter(is_active=True).only("first_name", "last_name"):
            names.add(user.get_full_name())
        # A single first name is nobody's own.
        _known = (now, frozenset(found for name in names if " " in (found := skeleton(name))))
    return _known[1]


def forget() -> None:
    """Look the names up anew at the next question, in this process."""
    global _known
    _known = (-_KNOWN_SECONDS, frozenset())

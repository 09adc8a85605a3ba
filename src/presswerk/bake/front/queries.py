"""Query strings in their one spelling: known parameters only, in the order of the plan."""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from presswerk.bake.front.plan import KnownParameters

_LONGEST = 4096
_MOST_FIELDS = 100


class Queries:
    """Knows which parameters change which page."""

    def __init__(self, known: Sequence[KnownParameters]):
        self._known = [(re.compile(one.path), one.parameters) for one in known]

    def canonical(self, path: str, query: str) -> str:
        """The query as the store and Django get it; "" when nothing in it is known.

        Of a parameter that comes several times the first counts.
        """
        if not query or len(query) > _LONGEST:
            return ""
        names = next((names for pattern, names in self._known if pattern.fullmatch(path)), ())
        if not names:
            return ""
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            return ""
        given: dict[str, str] = {}
        for name, value in pairs:
            given.setdefault(name, value)
        return urlencode([(name, given[name]) for name in names if name in given])

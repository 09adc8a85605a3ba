"""Telling staff from readers, by the signed marker only."""

import time

from presswerk.bake.staff_marker import is_marker_signed_with

_MOST_REMEMBERED = 1024


class Staff:
    """Verifies markers; a good one is remembered for a while, because editors' pages load many files."""

    def __init__(self, cookie_name: str, key: str):
        self._name = f"{cookie_name}="
        self._key = key
        self._good: dict[str, float] = {}

    def is_staff(self, cookies: str) -> bool:
        """Whether this Cookie header bears a marker that was signed here and still holds."""
        if not self._key or self._name not in cookies:
            return False
        now = time.time()
        return any(
            self._is_good(pair.strip()[len(self._name) :], now)
            for pair in cookies.split(";")
            if pair.strip().startswith(self._name)
        )

    def _is_good(self, value: str, now: float) -> bool:
        if self._good.get(value, 0.0) > now:
            return True
        if not is_marker_signed_with(value, self._key, now):
            return False
        if len(self._good) >= _MOST_REMEMBERED:
            self._good.clear()
        self._good[value] = min(float(value.partition(".")[0]), now + 60)
        return True

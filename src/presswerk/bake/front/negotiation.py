"""Which coding to send (RFC 9110, 12.5.3)."""

from functools import lru_cache

# Ours first where the client is indifferent: Brotli's pages are a tenth smaller than gzip's.
_PREFERENCE = ("br", "gzip", "identity")
_LONGEST = 1000


@lru_cache(maxsize=512)
def codings(accept_encoding: str | None) -> tuple[str, ...]:
    """The codings the client takes, best first.

    >>> codings("gzip, deflate, br"), codings("gzip;q=0.5, br;q=0.1")
    (('br', 'gzip', 'identity'), ('gzip', 'br', 'identity'))
    >>> codings("gzip;q=0.5, identity"), codings("*;q=0.3, br;q=0"), codings(None)
    (('identity', 'gzip'), ('gzip', 'identity'), ('identity',))
    """
    if not accept_encoding or len(accept_encoding) > _LONGEST:
        return ("identity",)
    weights = _weights(accept_encoding)
    anything = weights.get("*")
    ranked = []
    for place, coding in enumerate(_PREFERENCE):
        weight = weights.get(coding, anything)
        if weight is None:
            weight = 0.0001 if coding == "identity" else 0.0  # taken, but named by nobody
        if weight > 0:
            ranked.append((-weight, place, coding))
    return tuple(coding for _, _, coding in sorted(ranked)) or ("identity",)


def _weights(header: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        coding, _, parameter = part.partition(";")
        name, _, value = parameter.partition("=")
        weight = 1.0
        if name.strip() == "q":
            try:
                weight = min(max(float(value.strip()), 0.0), 1.0)
            except ValueError:
                weight = 0.0
        coding = coding.strip()
        if coding:
            weights["gzip" if coding == "x-gzip" else coding] = weight
    return weights

"""Numbers that requests bring."""


def number(text: str) -> int | None:
    """The whole number that this is, None for anything else and for what no database could hold.

    >>> number("12"), number("-1"), number("١٢"), number("9" * 30)
    (12, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

"""How much of a text is looked at."""

LONGEST = 4_000
"""Characters. A longer text is judged by its head and tail, each half of this: links stand there."""


def sample(text: str) -> str:
    """The text, or its head and tail.

    >>> len(sample("a" * 100_000))
    4001
    """
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    return f"{text[:half]}\n{text[-half:]}"

"""Excerpts of texts, cut where a reader would pause."""

ELLIPSIS = "…"


def cut_at_word(text: str, most_characters: int) -> str:
    """Return `text` with at most `most_characters` characters, cut at a word and ended with "…".

    A single word longer than the limit is cut inside; punctuation before the ellipsis goes.

    >>> cut_at_word("Der Rat tagte bis Mitternacht.", 20)
    'Der Rat tagte bis…'
    """
    text = " ".join(text.split())
    if len(text) <= most_characters:
        return text
    room = most_characters - len(ELLIPSIS)
    head = text[: room + 1]
    cut = head.rsplit(" ", 1)[0] if " " in head else head[:room]
    return cut.rstrip(" ,;:.–-") + ELLIPSIS

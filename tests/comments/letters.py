"""Texts that no filter minds, each another one, and the forms that they are sent in."""

import re
from itertools import count

from presswerk.comments.draft import Draft

_numbers = count(1)


def part_of(text: str, pattern: str) -> str:
    """What stands in the pattern's one group; fails where it is not found."""
    found = re.search(pattern, text)
    assert found, f"{pattern} is not in {text[:2000]}"
    return found[1]


def text() -> str:
    """A harmless comment that nobody else has written."""
    return f"Danke für den Bericht über die Brücke, am Geländer zählte ich heute {next(_numbers)} Möwen."


def draft(article, words: str = "", **fields) -> Draft:
    """A draft of Berta's; each time from another network, so that no rate is reached by accident."""
    number = next(_numbers)
    given = {
        "parent": None,
        "name": "Berta Meier",
        "email": "berta@example.org",
        "address": f"10.{number // 250 % 250}.{number % 250}.7",
        "language": article.language,
    }
    return Draft(article=article, text=words or text(), **(given | fields))


def form(article) -> dict[str, str]:
    """The fields of the form, filled."""
    return {
        "article": str(article.number),
        "parent": "",
        "name": "Berta Meier",
        "email": "berta@example.org",
        "text": text(),
    }

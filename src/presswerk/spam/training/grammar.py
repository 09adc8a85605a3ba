"""The little grammar of the written patterns: choices, slots, line breaks.

`(a|b|)` picks one of its alternatives and may be nested; round brackets without a bar stay as they are.
`{slot}` asks for a value; `\\n` is a line break. Square and angle brackets are left to BBCode and HTML.
"""

import random
import re
from collections.abc import Callable

INNERMOST_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
SLOT = re.compile(r"\{([a-z]+)\}")


def expand(pattern: str, rng: random.Random, value_of: Callable[[str], str]) -> str:
    """One text of the pattern. Raises KeyError (from `value_of`) for a slot that nobody knows."""
    while choice := INNERMOST_CHOICE.search(pattern):
        pattern = pattern[: choice.start()] + rng.choice(choice[1].split("|")) + pattern[choice.end() :]
    while SLOT.search(pattern):  # a value may hold slots itself
        pattern = SLOT.sub(lambda slot: value_of(slot[1]), pattern)
    lines = pattern.replace("\\n", "\n").split("\n")
    return "\n".join(re.sub(r"  +", " ", line).strip() for line in lines).strip()

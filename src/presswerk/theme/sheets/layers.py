"""Neighbouring parts of the same cascade layer, put into one."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

_ONE_LAYER = re.compile(r"\s*(?:/\*.*?\*/\s*)?@layer ([\w-]+) \{(.*)\}\s*", re.DOTALL)
_NO_RULES = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/', re.DOTALL)


def merged(parts: Iterable[str]) -> Iterator[str]:
    """The parts, with one `@layer` around neighbours that are nothing but rules of the same one.

    >>> list(merged(["@layer a {p {}}", "@layer a {q {}}", "@layer b {r {}}"]))
    ['@layer a {p {}q {}}', '@layer b {r {}}']
    """
    for layer, group in groupby(map(_opened, parts), key=lambda opened: opened[0]):
        texts = [text for _layer, text in group]
        if layer is None:
            yield from texts
        else:
            yield f"@layer {layer} {{{''.join(texts)}}}"


def _opened(part: str) -> tuple[str | None, str]:
    """The layer that holds the whole part, and the rules in it; None and the part where no one layer does."""
    found = _ONE_LAYER.fullmatch(part)
    if found is None or not _is_balanced(found[2]):
        return None, part
    return found[1], found[2]


def _is_balanced(rules: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", _NO_RULES.sub("", rules)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0

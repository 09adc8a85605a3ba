"""Style sheets without what only people need: comments, white space, the last semicolon of a rule."""

import re

# A string, a comment, or white space, whichever comes first. Strings pass through untouched.
_TOKEN = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/|\s+""", re.DOTALL)
# Around these white space says nothing. Around ":", "+", "-", "*" and parentheses it does: in selectors, in
# calc() and in the conditions of at-rules.
_TIGHT = re.compile(r"\s*([{};,])\s*")
# "name: value" loses its space, but "a :hover" must not: so only right after the start of a declaration.
_DECLARATION = re.compile(r"([{;])([\w-]+): ")
_KEPT = re.compile(r'"(\d+)"')


def minified(sheet: str) -> str:
    """The same rules in fewer characters.

    >>> minified('a { color: red; /* why */ content: "a  ;  b"; }')
    'a{color:red;content:"a  ;  b"}'
    """
    strings: list[str] = []

    def keep(found: re.Match[str]) -> str:
        if found[1] is None:
            return " "
        strings.append(found[1])
        return f'"{len(strings) - 1}"'

    plain = _TIGHT.sub(r"\1", _TOKEN.sub(keep, sheet)).replace(";}", "}")
    plain = _DECLARATION.sub(r"\1\2:", plain)
    return _KEPT.sub(lambda found: strings[int(found[1])], plain).strip()

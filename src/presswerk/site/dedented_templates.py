"""The indentation of our templates is for those who write them: it goes when they are compiled.

It was two to three per cent of what an article takes on the way, after compression.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.template.base import TextNode

import presswerk

_PACKAGE = str(Path(presswerk.__file__).parent)
# Line breaks stay: where there was white space there still is.
_INDENTATION = re.compile(r"\n\s+")


def is_ours(file: str) -> bool:
    """Whether it is a page of the newspaper or of a theme; letters in plain text keep their form."""
    folders = (_PACKAGE, *map(str, settings.TEMPLATES[0]["DIRS"]))
    return file.endswith(".html") and file.startswith(folders)


def dedent(parts: Iterable[object]) -> None:
    """Take the indentation out of what stands in a template besides its tags.

    Templates must write no <pre> or <textarea> of several lines; what a variable brings is left alone.
    """
    for part in parts:
        if isinstance(part, TextNode):
            part.s = _INDENTATION.sub("\n", part.s)

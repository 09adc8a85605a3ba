"""What may be stored with a job: only what JSON gives back as it was."""

import json
from typing import TypeVar

T = TypeVar("T")


def plain(value: T) -> T:
    """The value itself. Raises TypeError if JSON would change it, here where the mistake was made.

    >>> plain({"article": 12})
    {'article': 12}
    """
    if json.loads(json.dumps(value)) != value:
        raise TypeError(
            f"JSON does not give {value!r} back as it is; use text, numbers, lists and dictionaries."
        )
    return value

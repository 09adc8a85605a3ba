"""A process that renders, purges and counts readings without end, until it is killed.

Purge number n changes the tag ``t:<n modulo 40>``; the page of a tag shows the number of its last change.
"""

import sys
from itertools import count
from pathlib import Path

from presswerk.bake.store import Address, Page, Strength, TagPurge, open_store

TAGS = 40


def main(folder: Path) -> None:
    """Go on where the last one was killed."""
    store = open_store(folder, megabytes=8)
    if store.cursor() is None:
        store.apply([], b"0")
    print("begun", flush=True)  # noqa: T201
    for number in count(int(store.cursor() or b"0") + 1):
        ticket = store.begin()
        hard = Strength.HARD if number % 7 == 0 else Strength.WAIT
        store.apply([TagPurge(f"t:{number % TAGS}", hard)], str(number).encode())
        body = f"{number}\n".encode() * 3000
        html = (("Content-Type", "text/html"),)
        for age in range(4):  # the page of this change, and renderings of others that come too late
            tag = (number - age) % TAGS
            page = Page(200, html, f"{number - age}\n".encode() + body, frozenset({f"t:{tag}"}))
            store.put(ticket if age % 2 else store.begin(), Address("paper.example", f"/{tag}/"), page)
            store.find(Address("paper.example", f"/{tag}/").key)
        store.note_reads()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

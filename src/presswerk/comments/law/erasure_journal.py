"""What has been erased, written beside the database, so that a restored backup is cleaned again.

One line of JSON an erasure: moment, keyed hash of the e-mail address, numbers of comments. No text, no
address. A line is on the disk before the erasure begins.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from presswerk import conf

NAME = "erasures.jsonl"


@dataclass(frozen=True)
class Erased:
    """One line."""

    at: datetime
    author: str
    comments: tuple[int, ...]


def path() -> Path:
    """In the data folder; a restore keeps the newer one."""
    return conf.current().data / NAME


def write(at: datetime, author: str, comments: Iterable[int]) -> None:
    """Add a line and wait until it is on the disk."""
    line = json.dumps({"at": at.isoformat(), "author": author, "comments": list(comments)})
    with _alone(), path().open("a", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def lines() -> Iterator[Erased]:
    """All lines, the oldest first; one that a power cut broke off is passed over."""
    if not path().exists():
        return
    with path().open(encoding="ascii") as file:
        for line in file:
            try:
                found = json.loads(line)
                yield Erased(datetime.fromisoformat(found["at"]), found["author"], tuple(found["comments"]))
            except (ValueError, KeyError, TypeError):
                continue


def forget_before(moment: datetime) -> int:
    """Drop lines older than this; how many there were."""
    with _alone():
        everything = list(lines())
        kept = [line for line in everything if line.at >= moment]
        if len(kept) < len(everything):
            new = path().with_suffix(".new")
            with new.open("w", encoding="ascii") as file:
                for line in kept:
                    file.write(
                        json.dumps(
                            {"at": line.at.isoformat(), "author": line.author, "comments": line.comments}
                        )
                        + "\n"
                    )
                file.flush()
                os.fsync(file.fileno())
            new.replace(path())
        return len(everything) - len(kept)


@contextmanager
def _alone() -> Iterator[None]:
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

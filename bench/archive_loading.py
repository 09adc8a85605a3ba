#!/usr/bin/env python3
"""Import a file into the newspaper of PRESSWERK_DATA, have it indexed, and print what both cost, as JSON."""

import json
import sys
import time
from pathlib import Path

from presswerk.cli.django_setup import set_up_django


def main() -> None:
    set_up_django()
    from presswerk.transfer.jsonl import import_file
    from presswerk.transfer.loading import indexing
    from presswerk.transfer.report import Progress

    megabytes: dict[int, int] = {}

    def watch(progress: Progress) -> None:
        megabytes[10 * progress.bytes_read // progress.bytes_total] = own_megabytes()

    report = import_file(Path(sys.argv[1]), progress=watch)
    cost = {
        "seconds": report.seconds,
        "rate": report.read / report.seconds,
        "early_mb": megabytes[min(megabytes)],
        "late_mb": max(megabytes.values()),
        "refused": len(report.refusals),
    }
    began = time.monotonic()
    if "--only-load" not in sys.argv:
        indexing.index_all()
    print(json.dumps(cost | {"index_seconds": time.monotonic() - began}))


def own_megabytes() -> int:
    """The memory that this process has for itself, without the mapped parts of the database file."""
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in status if line.startswith("RssAnon:"))) // 1024


if __name__ == "__main__":
    main()

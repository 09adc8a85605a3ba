#!/usr/bin/env python3
"""Import a file into the newspaper of PRESSWERK_DATA, have it indexed, and print what both cost, as JSON."""

import json
import resource
import sys
import time
from pathlib import Path

from presswerk.cli.django_setup import set_up_django


def main() -> None:
    set_up_django()
    from presswerk.transfer.jsonl import import_file
    from presswerk.transfer.loading import indexing
    from presswerk.transfer.report import Progress

    early = 0

    def watch(progress: Progress) -> None:
        nonlocal early
        if not early and progress.bytes_read > progress.bytes_total / 10:
            early = peak_megabytes()

    report = import_file(Path(sys.argv[1]), progress=watch)
    cost = {
        "seconds": report.seconds,
        "rate": report.read / report.seconds,
        "early_mb": early,
        "peak_mb": peak_megabytes(),
        "refused": len(report.refusals),
    }
    began = time.monotonic()
    indexing.index_all()
    print(json.dumps(cost | {"index_seconds": time.monotonic() - began}))


def peak_megabytes() -> int:
    """The most memory that this process has had resident so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

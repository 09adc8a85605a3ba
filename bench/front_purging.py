#!/usr/bin/env python3
"""Purge so many tags a second in the newspaper of PRESSWERK_DATA, those of some articles in turn.

front_purging.py 50 /politik/ein-artikel-12/ …
"""

import sys
import time

from presswerk.cli.django_setup import set_up_django


def main() -> None:
    set_up_django()
    from django.db import transaction

    from presswerk import bake
    from presswerk.newsroom.addresses import number_in

    rate = int(sys.argv[1])
    numbers = [number_in(path.strip("/").split("/")[-1]) for path in sys.argv[2:]]
    done, began = 0, time.monotonic()
    while True:
        due = int((time.monotonic() - began) * rate)
        # Where the disk is slow more than one is due: they are one transaction then.
        if due > done:
            with transaction.atomic():
                bake.changed(*(f"number:{numbers[one % len(numbers)]}" for one in range(done, due)))
            done = due
        time.sleep(0.5 / rate)


if __name__ == "__main__":
    main()

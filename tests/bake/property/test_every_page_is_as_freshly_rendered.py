"""After any sequence of edits no stored page is another than a fresh rendering, and none tells too much.

The small profile takes about a minute; `--long` runs 500 sequences, 5 for each seed. What was drawn can be
drawn again: TESTS_SEED=<number> begins at another seed, TESTS_SEQUENCES=<number> says how many there are,
TESTS_SHRINK=1 makes a failing sequence shorter, TESTS_LEDGER=<file> gets a line for each seed (script/proof).
"""

import os
import sys
import time

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.bake.proof.ledger import Ledger, Line
from tests.bake.property.machine import Tally, machine_for

SEED = int(os.environ.get("TESTS_SEED", "1"))
OF_ONE_SEED = 5


def _run(copies, first_seed: int, sequences: int, steps: int = 12) -> None:
    from django.db import connection

    # Two nodes where two can share a database.
    kind, nodes = ("postgresql, 2 nodes", 2) if connection.vendor == "postgresql" else ("sqlite", 1)
    tally, began = Tally(), time.monotonic()
    profile = settings(
        max_examples=sequences,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        phases=(Phase.generate, Phase.shrink) if os.environ.get("TESTS_SHRINK") else (Phase.generate,),
    )
    sys.stderr.write(f"seed {first_seed}, {sequences} sequences of up to {steps} edits on {kind}\n")
    failure = ""
    try:
        run_state_machine_as_test(seed(first_seed)(machine_for(copies, nodes, tally)), settings=profile)
    except BaseException as error:
        failure = str(error) or type(error).__name__
        raise
    finally:
        Ledger.of_this_run().write(
            Line(
                kind=kind,
                seed=first_seed,
                sequences=tally.sequences,
                edits=tally.edits,
                compared=tally.compared,
                rendered=tally.rendered,
                seconds=time.monotonic() - began,
                failure=failure[:500],
            )
        )


@pytest.mark.both_databases
def test_every_page_after_random_edits(copies):
    _run(copies, SEED, sequences=int(os.environ.get("TESTS_SEQUENCES", "5")))


@pytest.mark.long
@pytest.mark.both_databases
def test_every_page_after_very_many_random_edits(copies):
    left = int(os.environ.get("TESTS_SEQUENCES", "500"))
    failures = []
    for number in range(SEED, SEED + -(-left // OF_ONE_SEED)):
        if Ledger.of_this_run().is_done(number):
            continue
        try:
            _run(copies, number, min(OF_ONE_SEED, left))
        except Exception as error:  # the other seeds may find more
            failures.append(f"seed {number}: {error}")
        left -= OF_ONE_SEED
    assert not failures, "\n".join(failures)

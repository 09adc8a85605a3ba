"""After any sequence of edits no stored page is another than a fresh rendering, and none tells too much.

The small profile takes about a minute; `--long` runs 500 sequences. What was drawn can be drawn again:
Hypothesis prints the sequence that fails, and TESTS_SEED=<number> begins at another place.
"""

import os
import sys

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.bake.property.machine import machine_for

SEED = int(os.environ.get("TESTS_SEED", "1"))


def _run(copies, sequences: int, steps: int) -> None:
    from django.db import connection

    # Two nodes where two can share a database.
    machine = machine_for(copies, nodes=2 if connection.vendor == "postgresql" else 1)
    profile = settings(
        max_examples=sequences,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        phases=(Phase.generate, Phase.shrink) if os.environ.get("TESTS_SHRINK") else (Phase.generate,),
    )
    sys.stderr.write(f"seed {SEED}, {sequences} sequences of up to {steps} edits on {connection.vendor}\n")
    run_state_machine_as_test(seed(SEED)(machine), settings=profile)


@pytest.mark.both_databases
def test_every_page_after_random_edits(copies):
    _run(copies, sequences=int(os.environ.get("TESTS_SEQUENCES", "5")), steps=12)


@pytest.mark.long
@pytest.mark.both_databases
def test_every_page_after_very_many_random_edits(copies):
    _run(copies, sequences=500, steps=12)

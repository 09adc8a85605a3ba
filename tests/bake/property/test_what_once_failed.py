"""Sequences of edits that once ended a run of the proof; docs/benchmarks/proof.md tells why."""

import pytest

SEQUENCES = {
    "the only article of an edition is taken back past all actions": [
        ("delete", 1, 4, 5),
        ("screen_edit_section", 3, 3, 6),
        ("update_rows", 4, 0, 9),
    ],
}


@pytest.mark.both_databases
@pytest.mark.parametrize("name", list(SEQUENCES))
def test_every_page_after_what_once_failed(copies, name):
    from tests.bake.property.machine import Sequence

    sequence = Sequence(copies, nodes=1)
    try:
        sequence.make(SEQUENCES[name])
        sequence.end()
    finally:
        sequence.close()

"""What stands in the journal is, to the last bit, what was learned."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from presswerk.spam.journal.record import FRAME, Record
from presswerk.spam.model.vector import Vector

numbers = st.lists(st.integers(0, (1 << 20) - 1), max_size=60)
signals = st.lists(st.tuples(st.integers(0, (1 << 32) - 1), st.floats(-8, 8)), max_size=8)


def record(vector: Vector) -> Record:
    return Record(bytes(16), bytes(16), 1.0, True, "anna", 1.0, 0.5, 1, vector=vector)


@given(numbers, signals, st.floats(0.001, 4))
def test_a_vector_as_journalled_comes_back_the_same(
    ids: list[int], marks: list[tuple[int, float]], unit: float
) -> None:
    kept = Vector(array("I", ids), marks, unit).as_journalled()
    assert Record.unpack(record(kept).pack()[FRAME.size :]).vector == kept


@given(numbers)
def test_writing_again_what_was_read_gives_the_same_bytes(ids: list[int]) -> None:
    packed = record(Vector(array("I", ids), [], 0.5)).pack()
    assert Record.unpack(packed[FRAME.size :]).pack() == packed

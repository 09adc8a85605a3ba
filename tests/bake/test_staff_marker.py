"""The signed marker that sends staff round the bake."""

from hypothesis import given
from hypothesis import strategies as st

from presswerk.bake.staff_marker import is_staff_marker, make_staff_marker, staff_marker_expiry

KEY = "k" * 50
NOW = 1_800_000_000


def test_a_marker_holds_until_it_expires():
    marker = make_staff_marker(KEY, NOW + 60)
    assert is_staff_marker(marker, KEY, NOW)
    assert not is_staff_marker(marker, KEY, NOW + 60)
    assert staff_marker_expiry(marker) == NOW + 60


def test_a_marker_of_another_key_is_nothing():
    assert not is_staff_marker(make_staff_marker("other" * 10, NOW + 60), KEY, NOW)


def test_the_expiry_cannot_be_moved():
    signature = make_staff_marker(KEY, NOW + 60).partition(".")[2]
    assert not is_staff_marker(f"{NOW + 6000}.{signature}", KEY, NOW)


@given(st.text(max_size=100))
def test_made_up_markers_are_refused_whatever_they_hold(value):
    assert not is_staff_marker(value, KEY, NOW)


@given(st.integers(min_value=NOW + 1, max_value=10**15))
def test_every_marker_made_is_good(expires):
    assert is_staff_marker(make_staff_marker(KEY, expires), KEY, NOW)

"""Which faces a page names: those that its characters need."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswerk.theme.fonts import faces as module
from presswerk.theme.fonts.faces import faces
from presswerk.theme.fonts.pairs import PAIRS

FILES = re.compile(r"/([a-z-]+)\.[^/]*woff2")


def files(css: str) -> set[str]:
    return set(FILES.findall(css))


@pytest.mark.parametrize("pair", PAIRS)
def test_german_text_needs_no_face_of_rare_letters(pair):
    named = files(faces(pair, "„Grüße aus Köln“ – sagte er; §\u00a05 gilt für 3\u202f000\u00a0€."))
    assert named
    assert not any(name.endswith(("-rare", "-ext")) for name in named)


def test_the_faces_of_a_letter_are_named_where_it_stands():
    assert {"serif-ext", "sans-ext"} <= files(faces("newsreader", "Erdoğan"))
    assert {"serif-rare", "sans-rare"} <= files(faces("newsreader", "† 1945"))
    assert not {"serif-rare", "sans-rare"} & files(faces("newsreader", "Erdoğan"))


@pytest.mark.parametrize("pair", PAIRS)
def test_without_a_text_all_are_named_in_their_order(pair):
    everything = "aſğ†\u1e9e"
    assert faces(pair) == faces(pair, everything)
    assert faces(pair).count("@font-face") == PAIRS[pair].faces.read_text().count("@font-face")


@given(
    st.lists(st.tuples(st.integers(0, 0x10FFFF), st.integers(0, 500)), min_size=1, max_size=5),
    st.characters(),
)
def test_a_range_is_found_as_a_browser_reads_it(ranges, letter):
    bounds = [(first, min(first + more, 0x10FFFF)) for first, more in ranges]
    written = ", ".join(f"U+{first:X}-{last:X}" for first, last in bounds)
    wanted = module._wanted(f"@font-face{{unicode-range:{written}}}")
    assert wanted is not None
    assert bool(wanted.search(letter)) == any(first <= ord(letter) <= last for first, last in bounds)


@pytest.mark.parametrize(
    ("written", "text", "is_wanted"),
    [("U+26", "a & b", True), ("U+26", "ab", False), ("u+4??", "\u04ff", True), ("U+4??", "\u0500", False)],
)
def test_single_characters_and_wildcards_are_ranges_too(written, text, is_wanted):
    wanted = module._wanted(f"@font-face{{src:url(a);unicode-range:{written};font-weight:400}}")
    assert wanted is not None
    assert bool(wanted.search(text)) is is_wanted


@pytest.mark.parametrize(
    "rule", ["src:url(a)", "unicode-range:all", "unicode-range:U+9-1", "unicode-range:U+110000"]
)
def test_a_face_without_a_range_that_can_be_read_is_named_always(rule):
    assert module._wanted(f"@font-face{{{rule}}}") is None

"""Headlines set as a compositor would, and words that can be read on any ground."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from presswerk.syndication.drawing.cards import CannotBeSet, Facts, draw_card
from presswerk.syndication.drawing.colours import BLACK, WHITE, colour_of, contrast, readable_on
from presswerk.syndication.drawing.lines import break_lines, joints_of, pieces_of
from presswerk.syndication.drawing.type import can_set, font

LONGEST = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


def lines(text: str, most: int) -> list[str]:
    """Set in a type whose letters are all one wide."""
    return break_lines(pieces_of(text, lambda word: len(word) <= most), len, most)


def test_lines_are_as_even_as_may_be():
    assert lines("Rat vertagt die Brücke und den Tunnel", 24) == ["Rat vertagt die", "Brücke und den Tunnel"]
    assert lines("eins zwei drei vier", 15) == ["eins zwei", "drei vier"]


def test_a_long_compound_is_divided_where_its_parts_meet():
    assert lines(LONGEST, 28)[0] == "Rindfleischetikettierungs-"
    cuts = {LONGEST[:cut] for cut in joints_of(LONGEST)}
    assert "Rindfleischetikettierungs" in cuts
    assert "Rindfleischetikettierungsüberwachungs" in cuts


def test_a_line_may_end_at_a_hyphen_without_a_second_one():
    assert lines("Die Nord-Süd-Trasse", 12) == ["Die Nord-", "Süd-Trasse"]


def test_a_word_without_a_vowel_is_divided_all_the_same():
    assert "".join(line.rstrip("-") for line in lines("x" * 40, 15)) == "x" * 40


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("abcdefghiouäöüstr -–/"), max_size=120), st.integers(10, 40))
def test_no_line_is_too_long_and_no_letter_is_lost(text, most):
    set_lines = lines(text, most)
    assert all(len(line) <= most for line in set_lines)
    bare = str.maketrans("", "", " -")
    assert "".join(set_lines).translate(bare) == text.translate(bare)


@pytest.mark.parametrize("accent", ["#ffd400", "#a3241e", "#000000", "#ffffff", "#777777", "nonsense"])
def test_words_can_be_read_on_any_colour(accent):
    ground = colour_of(accent)
    assert contrast(readable_on(ground), ground) >= 4.4
    assert readable_on((255, 255, 255)) == BLACK
    assert readable_on((0, 0, 0)) == WHITE


def facts(headline: str) -> Facts:
    return Facts(headline, "Stadtpolitik", "", "Küstenbote", "#a3241e")


def test_words_can_be_read_on_a_white_picture():
    white = Pillow.new("RGB", (1600, 900), "white")
    card = Pillow.open(BytesIO(draw_card(facts("Rat vertagt Brücke"), white))).convert("RGB")
    red, green, blue = card.crop((1150, 480, 1151, 481)).tobytes()
    assert contrast(WHITE, (red, green, blue)) >= 4.5


@pytest.mark.parametrize("size", [(3000, 500), (200, 900), (64, 36)])
def test_a_picture_of_any_shape_fills_the_card(size):
    card = Pillow.open(BytesIO(draw_card(facts("Kurz"), Pillow.new("RGB", size, "#468"))))
    assert card.size == (1200, 630)


def test_the_same_facts_give_the_same_bytes():
    assert draw_card(facts("Rat vertagt"), None) == draw_card(facts("Rat vertagt"), None)


def test_a_headline_that_would_have_holes_is_refused():
    assert can_set("serif", "„Größe“ – ein Test: 100 % für alle")
    for headline in ("Рада", "🎉", "漢字"):
        with pytest.raises(CannotBeSet):
            draw_card(facts(headline), None)


def test_the_type_is_the_papers_own():
    assert font("serif", 40).getname()[0] == "Presswerk Serif"
    assert font("sans", 40).getname()[0] == "Presswerk Sans"

"""Slugs, excerpts, reading time, colours: what is computed from words and numbers."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from presswerk.newsroom.addresses import article_segment, number_in
from presswerk.newsroom.colours import ENOUGH_CONTRAST, contrast, readable_on
from presswerk.newsroom.excerpts import cut_at_word
from presswerk.newsroom.reading_time import count_words, reading_minutes
from presswerk.newsroom.slugs import MAX_LENGTH, slug_from
from presswerk.newsroom.templatetags.newsroom import paper_time


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Größere Straßenbäume für Münster", "groessere-strassenbaeume-fuer-muenster"),
        ("Ölpreis: „Das wird teuer“", "oelpreis-das-wird-teuer"),
        ("GROẞE STRAẞE", "grosse-strasse"),
        ("São Paulo & Čeština – 100 %", "sao-paulo-cestina-100"),
        ("Киев зовёт", "kiev-zovet"),
        ("Merkel's Rückkehr", "merkels-rueckkehr"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_headlines_become_readable_slugs(headline, slug):
    assert slug_from(headline) == slug


@given(st.text(max_size=400))
def test_a_slug_is_always_safe_in_an_address(text):
    slug = slug_from(text)
    assert len(slug) <= MAX_LENGTH
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)


@given(st.text(max_size=200), st.integers(min_value=1, max_value=10**17))
def test_the_number_is_read_back_from_every_address(text, number):
    assert number_in(article_segment(slug_from(text), number)) == number


@given(st.text(max_size=600), st.integers(min_value=20, max_value=300))
def test_an_excerpt_never_ends_inside_a_word(text, most):
    excerpt = cut_at_word(text, most)
    assert len(excerpt) <= most
    words = text.split()
    if excerpt.endswith("…") and words and all(len(word) < 15 for word in words):
        body = excerpt.removesuffix("…")
        assert body == "" or " ".join(words).startswith(body)
        rest = " ".join(words)[len(body) :]
        assert rest == "" or not rest[0].isalnum() or not body[-1:].isalnum()


def test_reading_time_follows_the_language_and_is_rounded_as_people_do():
    assert reading_minutes(0, "de") == 1
    assert reading_minutes(560, "de") == 3
    assert reading_minutes(560, "en") == 2
    assert reading_minutes(560, "de", pictures=8, embeds=2) == 5


def test_compounds_with_hyphens_count_once():
    assert count_words("Die S-Bahn fährt um 8.30 Uhr – meist.") == 8


colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(colours, st.sampled_from(["#ffffff", "#14161a"]))
def test_an_accent_can_always_be_read(colour, ground):
    assert contrast(readable_on(colour, ground), ground) >= ENOUGH_CONTRAST


def test_a_colour_with_enough_contrast_is_left_alone():
    assert readable_on("#a3241e", "#ffffff") == "#a3241e"


def test_the_time_of_day_names_its_unit_once():
    moment = datetime(2026, 3, 1, 17, 5, tzinfo=UTC)
    with translation.override("de"):
        assert paper_time(moment) == "18:05 Uhr"

"""Cutting tables into parts: which parts there are, found by leaps over the index."""

import pytest

from presswerk.newsroom.models import ArticleNumber
from presswerk.newsroom.queries import parts

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_an_empty_table_has_no_parts():
    assert parts.occupied(ArticleNumber.objects.all(), "number") == []


def test_every_part_with_a_row_is_found_however_far_apart_they_are():
    numbers = [1, 2, 9_999, 10_000, 29_999, 123_456, 10**15 + 7]
    ArticleNumber.objects.bulk_create([ArticleNumber(number=number) for number in numbers])
    assert parts.occupied(ArticleNumber.objects.all(), "number") == [0, 1, 2, 12, 10**11]


def test_parts_whose_rows_the_condition_leaves_out_are_not_named(paper):
    ArticleNumber.objects.bulk_create(
        [
            ArticleNumber(number=number, headline=headline)
            for number, headline in [(5, "da"), (15_000, "fort"), (15_001, "fort"), (25_000, "da")]
        ]
    )
    assert parts.occupied(ArticleNumber.objects.filter(headline="da"), "number") == [0, 2]


def test_bounds_and_parts_agree():
    for key in (0, 1, 9_999, 10_000, 123_456):
        first, end = parts.bounds(parts.part_of(key))
        assert first <= key < end

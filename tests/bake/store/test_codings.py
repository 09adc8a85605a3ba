"""The coded variants of a page."""

import random

import brotli

from presswerk.bake.store import codings


def page_of(words: int) -> bytes:
    chance = random.Random(4)
    known = ["".join(chance.choices("abcdefghijklmnoprstuw", k=chance.randint(3, 9))) for _ in range(900)]
    return " ".join(chance.choices(known, k=words)).encode()


def usual(body: bytes) -> bytes:
    return brotli.compress(body, quality=codings.BROTLI_QUALITY)


def test_a_page_that_misses_the_first_round_trip_by_little_is_packed_harder():
    bodies = (page_of(words) for words in range(2000, 20000, 100))
    body = next(body for body in bodies if len(usual(body)) > codings.FIRST_ROUND_BYTES)
    packed = codings.variants(body, "text/html")["br"]
    assert len(packed) < len(usual(body))
    assert brotli.decompress(packed) == body


def test_a_page_that_is_small_or_far_too_large_costs_no_more_work():
    for words in (500, 20000):
        body = page_of(words)
        assert codings.variants(body, "text/html")["br"] == usual(body)

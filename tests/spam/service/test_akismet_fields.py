"""What the filter is asked, from what clients send."""

import doctest
from datetime import UTC, datetime

import pytest

from presswerk.spam.service import akismet_fields, answering, exchange, form, hashing, keys
from presswerk.spam.service.akismet_fields import submission
from presswerk.spam.service.form import Form
from presswerk.spam.service.hashing import Hashes

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def read(**fields: str):
    """The submission of a form."""
    pairs = [(name.replace("__", "[]"), value.encode()) for name, value in fields.items()]
    return submission(Form(pairs), Hashes("secret").of_learner("site-1"), NOW)


@pytest.mark.parametrize("module", [akismet_fields, answering, exchange, form, hashing, keys])
def test_the_examples_in_the_code_hold(module):
    assert doctest.testmod(module).failed == 0


def test_neither_address_nor_mail_reach_the_filter_in_the_clear():
    made = read(comment_content="Hi", comment_author_email="Eva@X.Example", user_ip="203.0.113.9")
    told = repr(made).lower()
    assert "eva@x.example" not in told
    assert "203.0.113" not in told
    assert made.author_email_hash == read(comment_author_email="eva@x.example ").author_email_hash
    assert made.address_hash == read(user_ip="203.0.113.200").address_hash
    assert made.address_hash != read(user_ip="203.0.114.9").address_hash


def test_two_learners_cannot_match_what_they_know_of_people():
    hashes = Hashes("secret")
    first, second = hashes.of_learner("site-1"), hashes.of_learner("site-2")
    assert first.email("eva@x.example") != second.email("eva@x.example")
    assert first.email("eva@x.example") != Hashes("other").of_learner("site-1").email("eva@x.example")
    assert first.email("203.0.113.0/24") != first.network("203.0.113.1")


def test_what_the_article_is_about_comes_from_tags_and_address():
    made = read(comment_context__="Kernkraft", permalink="https://x.example/2026/11/atomgesetz-im-bundestag/")
    assert made.article_terms == ("kernkraft", "atomgesetz", "bundestag")


def test_all_that_is_missing_is_unknown():
    made = read()
    assert made.text == ""
    assert {
        getattr(made, name)
        for name in (
            "author_name", "author_email_hash", "address_hash", "url", "article_language", "article_terms",
            "seconds_to_fill", "honeypot_filled", "pow_solved", "user_role", "thread",
        )
    } == {None}  # fmt: skip
    assert made.submitted_at == NOW


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-11-23T10:00:00Z", "2026-11-23T10:00:00+00:00"),
        ("2026-11-23T10:00:00+02:00", "2026-11-23T08:00:00+00:00"),
        ("2026-11-23 10:00:00", "2026-11-23T10:00:00+00:00"),
        ("0000-00-00 00:00:00", NOW.isoformat()),
        ("2036-01-01", NOW.isoformat()),
        ("0001-01-01T00:00:00+23:59", NOW.isoformat()),
        ("gestern", NOW.isoformat()),
    ],
)
def test_dates_are_read_as_clients_write_them(written, read_as):
    assert read(comment_date_gmt=written).submitted_at.isoformat() == read_as


def test_the_article_is_known_by_a_hash_and_of_a_test_not_at_all():
    page = "https://x.example/a/"
    assert read(permalink=page).thread == read(permalink=f"{page}#comment-1").thread
    assert read(permalink=page).thread != read(permalink="https://x.example/b/").thread
    assert read(comment_post_ID="7").thread is not None
    assert read(permalink=page, is_test="1").thread is None


def test_forum_and_blog_markup_are_told_apart():
    assert read(comment_content="[url=https://x.example]x[/url]").text_format == "bbcode"
    assert read(comment_content="<a href=x>x</a> [1]").text_format == "html"

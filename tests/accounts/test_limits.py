"""How often something may be tried."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from presswerk.accounts import limits
from presswerk.accounts.limits import Count, LimitReached, RateLimit, Rule, network_of, waiting_time

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.with_services]
THREE = Rule("three in ten minutes", 3, timedelta(minutes=10))
TEN = Rule("ten in an hour", 10, timedelta(hours=1))


def allowed(count: Count, times: int) -> int:
    """How many of so many attempts are let through."""
    through = 0
    for _ in range(times):
        try:
            limits.consume([count])
        except LimitReached:
            continue
        through += 1
    return through


def test_as_many_as_the_rule_says_are_allowed():
    assert allowed(Count(THREE, "anna"), 5) == 3


def test_each_subject_and_each_rule_counts_for_itself():
    assert allowed(Count(THREE, "anna"), 5) == 3
    assert allowed(Count(THREE, "ben"), 2) == 2
    assert allowed(Count(TEN, "anna"), 2) == 2


def test_after_the_window_the_count_begins_anew():
    assert allowed(Count(THREE, "anna"), 4) == 3
    RateLimit.objects.update(expires_at=int(timezone.now().timestamp()))
    assert allowed(Count(THREE, "anna"), 4) == 3


def test_attempts_that_were_refused_do_not_make_the_wait_longer():
    allowed(Count(THREE, "anna"), 3)
    end = RateLimit.objects.get().expires_at
    allowed(Count(THREE, "anna"), 5)
    assert RateLimit.objects.get().expires_at == end


def test_a_refused_attempt_writes_nothing(django_assert_num_queries):
    allowed(Count(THREE, "anna"), 3)
    with django_assert_num_queries(1) as queries, pytest.raises(LimitReached):
        limits.consume([Count(THREE, "anna")])
    assert queries[0]["sql"].startswith("SELECT")


def test_what_was_no_failure_is_given_back():
    count = Count(THREE, "anna")
    for _ in range(10):
        limits.consume([count])
        limits.refund([count])
    assert allowed(count, 5) == 3


def test_nothing_below_zero_can_be_given_back():
    count = Count(THREE, "anna")
    limits.consume([count])
    for _ in range(3):
        limits.refund([count])
    assert allowed(count, 5) == 3


def test_the_exhausted_rule_says_until_when():
    allowed(Count(THREE, "anna"), 3)
    with pytest.raises(LimitReached) as reached:
        limits.consume([Count(TEN, "anna"), Count(THREE, "anna")])
    assert reached.value.rule == THREE
    assert timedelta(minutes=9) < reached.value.until - timezone.now() <= timedelta(minutes=10)
    with override("en"):
        assert reached.value.message() == "There were too many attempts. Please try again in 10 minutes."


def test_forgetting_starts_anew():
    count = Count(THREE, "anna")
    allowed(count, 4)
    limits.forget([count])
    assert allowed(count, 4) == 3


def test_the_table_tells_nobody_who_it_was(settings):
    subject = "203.0.113.0/24 anna@bote.example"
    limits.consume([Count(THREE, subject)])
    stored = str(RateLimit.objects.values().get())
    assert "anna" not in stored
    assert "203.0.113" not in stored
    settings.SECRET_KEY = "another" * 10
    assert Count(THREE, subject).key != RateLimit.objects.get().key


def test_the_log_says_which_limit_and_names_nobody(caplog):
    allowed(Count(THREE, "203.0.113.0/24 anna@bote.example"), 4)
    assert "three in ten minutes" in caplog.text
    assert "anna" not in caplog.text
    assert "203.0" not in caplog.text


def test_cleaning_up_takes_what_is_over_and_nothing_else(monkeypatch):
    monkeypatch.setattr(limits, "ROWS_PER_CLEANING", 2)
    for number in range(7):
        limits.consume([Count(THREE, str(number))])
    over = RateLimit.objects.order_by("key").values_list("pk", flat=True)[:5]
    RateLimit.objects.filter(pk__in=list(over)).update(expires_at=1)
    assert limits.forget_expired() == 5
    assert RateLimit.objects.count() == 2


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "1 minute"), (1, "1 minute"), (61, "2 minutes"), (3600, "1 hour"), (3601, "2 hours")],
)
def test_the_wait_is_told_as_a_person_would_and_never_too_short(seconds, words):
    with override("en"):
        assert waiting_time(timedelta(seconds=seconds)) == words


@given(st.ip_addresses())
def test_a_whole_network_counts_as_one_client(address):
    assert network_of(str(address)).endswith("/24" if address.version == 4 else "/64")

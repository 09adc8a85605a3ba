from datetime import timedelta

from presswerk.jobs.backoff import OUTBOX, TIMED, Backoff

STEADY = Backoff(timedelta(seconds=10), timedelta(minutes=5), attempts=4)


def test_the_pause_doubles_up_to_the_longest_give_or_take_a_quarter():
    for attempt, seconds in ((1, 10), (2, 20), (3, 40), (9, 300), (1000, 300)):
        delays = [STEADY.delay(attempt).total_seconds() for _ in range(200)]
        assert 0.75 * seconds <= min(delays) < max(delays) <= 1.25 * seconds


def test_items_that_failed_together_do_not_come_back_together():
    assert len({STEADY.delay(1) for _ in range(100)}) > 90


def test_it_gives_up_after_the_last_attempt():
    assert [STEADY.gives_up_after(attempt) for attempt in (3, 4, 5)] == [False, True, True]


def test_the_outbox_tries_for_most_of_a_day_and_a_publish_for_hours():
    def tries_for(backoff):
        return sum(
            (min(backoff.first * 2**n, backoff.longest) for n in range(backoff.attempts - 1)), timedelta()
        )

    assert timedelta(hours=20) < tries_for(OUTBOX) < timedelta(hours=24)
    assert timedelta(hours=1, minutes=30) < tries_for(TIMED) < timedelta(hours=3)

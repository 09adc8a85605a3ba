from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from presswerk import jobs
from presswerk.jobs.models import TimedJob
from presswerk.jobs.timed_jobs import UnknownJob

pytestmark = pytest.mark.usefixtures("database")
TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def publish():
    @jobs.timed("test.publish")
    def publish(article: int) -> None: ...

    return publish


def test_a_planned_call_is_a_row(publish):
    jobs.at(TOMORROW, publish, key="publish:1", article=1)
    job = TimedJob.objects.get()
    assert (job.key, job.name, job.params, job.due_at) == (
        "publish:1",
        "test.publish",
        {"article": 1},
        TOMORROW,
    )


def test_it_is_planned_by_name_too(publish):
    jobs.at(TOMORROW, "test.publish", key="publish:1", article=1)
    assert TimedJob.objects.get().name == "test.publish"


def test_the_same_key_replaces_what_was_planned_and_begins_afresh(publish):
    jobs.at(TOMORROW, publish, key="publish:1", article=1)
    TimedJob.objects.update(attempts=20, last_error="x", failed_at=TOMORROW)
    jobs.at(TOMORROW + timedelta(days=1), publish, key="publish:1", article=2)
    job = TimedJob.objects.get()
    assert (job.params, job.attempts, job.last_error, job.failed_at) == ({"article": 2}, 0, "", None)
    assert job.due_at == TOMORROW + timedelta(days=1)


def test_it_goes_back_with_the_transaction_of_its_cause(publish):
    with transaction.atomic():
        jobs.at(TOMORROW, publish, key="publish:1", article=1)
        transaction.set_rollback(True)
    assert not TimedJob.objects.exists()


def test_cancel_forgets_it_and_says_whether_there_was_any(publish):
    jobs.at(TOMORROW, publish, key="publish:1", article=1)
    assert jobs.cancel("publish:1") is True
    assert jobs.cancel("publish:1") is False


def test_a_time_without_zone_is_refused(publish):
    with pytest.raises(ValueError, match="no time zone"):
        jobs.at(datetime(2026, 12, 1), publish, key="x")


def test_a_key_that_the_database_could_not_hold_is_refused(publish):
    with pytest.raises(ValueError, match="at most 200 characters"):
        jobs.at(TOMORROW, publish, key="x" * 201)


@pytest.mark.parametrize("unregistered", [len, "test.nothing"])
def test_what_is_not_registered_is_refused(unregistered):
    with pytest.raises(UnknownJob):
        jobs.at(TOMORROW, unregistered, key="x")


@pytest.mark.parametrize("value", [object(), {1: 2}, (1, 2), float("nan")])
def test_params_that_json_would_change_are_refused(publish, value):
    with pytest.raises((TypeError, ValueError)):
        jobs.at(TOMORROW, publish, key="x", article=value)


def test_a_name_belongs_to_one_function(publish):
    with pytest.raises(ValueError, match=r"test\.publish"):
        jobs.timed("test.publish")(len)

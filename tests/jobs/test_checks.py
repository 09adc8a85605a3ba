from django.core.checks import run_checks
from pytest_django import Settings

DATABASE = "django_tasks_db.DatabaseBackend"


def found(settings: Settings, **backend: object) -> list[str]:
    settings.TASKS = {"default": backend}
    return [f"{message.id} {message.msg}" for message in run_checks(tags=["jobs"])]


def test_the_queues_of_the_worker_are_in_order(settings):
    assert found(settings, BACKEND=DATABASE, QUEUES=["default", "urgent", "slow", "more"]) == []


def test_a_backend_that_takes_any_queue_is_in_order(settings):
    assert found(settings, BACKEND=DATABASE, QUEUES=[]) == []


def test_a_missing_queue_is_named(settings):
    assert found(settings, BACKEND=DATABASE) == ["jobs.E001 The task backend has no queue slow, urgent."]


def test_tests_may_run_tasks_at_once(settings):
    assert found(settings, BACKEND="django_tasks.backends.immediate.ImmediateBackend") == []

"""System checks: mistakes in the settings that would leave work undone without a word."""

from typing import Any

from django.core import checks

QUEUES = frozenset({"default", "urgent", "slow"})


def register() -> None:
    """Add the checks of this app to Django's."""
    checks.register(check_task_backend, "jobs")


def check_task_backend(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """jobs.E001: background tasks must go to the database, into the queues that the worker serves."""
    from django_tasks import task_backends
    from django_tasks_db import DatabaseBackend

    backend = task_backends["default"]
    if not isinstance(backend, DatabaseBackend):  # a test may choose the immediate one
        return []
    missing = QUEUES - backend.queues if backend.queues else frozenset()
    if not missing:
        return []
    return [
        checks.Error(
            f"The task backend has no queue {', '.join(sorted(missing))}.",
            hint='Set QUEUES of TASKS["default"] to default, urgent and slow.',
            id="jobs.E001",
        )
    ]

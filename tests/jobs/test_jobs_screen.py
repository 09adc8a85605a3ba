from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult, get_date_max

from presswerk.jobs.models import Heartbeat, OutboxItem, PeriodicRun, TimedJob

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def account(name: str, *codenames: str) -> Any:
    model = get_user_model()
    user = model.objects.create(**{model.USERNAME_FIELD: f"{name}@zeitung.example"})
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


@pytest.fixture
def administrator(client):
    """The client of somebody who may manage jobs."""
    client.force_login(account("anna", "manage_jobs"))
    return client


def write_rows(number: int) -> None:
    now = timezone.now()
    for n in range(number):
        key = f"{number}-{n}"
        TimedJob.objects.create(
            key=key, name="newsroom.publish", due_at=now, failed_at=now, last_error="A: <b>"
        )
        TimedJob.objects.create(key=f"{key} planned", name="newsroom.publish", due_at=now + timedelta(days=1))
        OutboxItem.objects.create(kind="mail", payload={"subject": key}, failed_at=now, last_error="B: b")
        OutboxItem.objects.create(kind="mail", payload={})
        PeriodicRun.objects.create(name=f"test: {key}", next_due=now, last_started=now, last_error="C: c")
        Heartbeat.objects.create(worker=key, pid=n, host="press", started_at=now, at=now)
        DBTaskResult.objects.create(
            args_kwargs={}, task_path="newsroom.tasks.encode", backend_name="default", status="FAILED",
            run_after=get_date_max(), finished_at=now, traceback="Traceback\nD: d", queue_name="slow",
        )  # fmt: skip


def test_it_shows_what_failed_what_is_planned_and_who_works(administrator):
    write_rows(1)
    page = administrator.get(reverse("jobs:overview")).content.decode()
    for text in ("newsroom.publish", "A: &lt;b&gt;", "B: b", "D: d", "test: 1-0", "press", "1-0 planned"):
        assert text in page
    assert "No worker is running" not in page


def test_an_empty_screen_says_that_no_worker_runs(administrator):
    page = administrator.get(reverse("jobs:overview")).content.decode()
    assert "No worker is running" in page
    assert "Nothing has failed." in page


def test_its_queries_do_not_grow_with_what_it_shows(administrator, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    write_rows(2)
    administrator.get(reverse("jobs:overview"))
    with CaptureQueriesContext(connection) as few:
        administrator.get(reverse("jobs:overview"))
    write_rows(12)
    with django_assert_num_queries(len(few)):
        administrator.get(reverse("jobs:overview"))


def test_a_failed_job_is_retried(administrator):
    write_rows(1)
    job = TimedJob.objects.get(failed_at__isnull=False)
    answer = administrator.post(reverse("jobs:retry", args=["timed", job.pk]), follow=True)
    assert "tried again" in answer.content.decode()
    job.refresh_from_db()
    assert job.failed_at is None


def test_a_failed_task_is_discarded(administrator):
    write_rows(1)
    task = DBTaskResult.objects.get()
    administrator.post(reverse("jobs:discard", args=["task", task.pk]))
    assert not DBTaskResult.objects.exists()


def test_what_is_gone_meanwhile_is_said(administrator):
    answer = administrator.post(reverse("jobs:discard", args=["outbox", 99]), follow=True)
    assert "not among the failed ones any more" in answer.content.decode()


def test_all_are_retried(administrator):
    write_rows(2)
    answer = administrator.post(reverse("jobs:retry_all"), follow=True)
    assert "6 jobs will be tried again." in answer.content.decode()


def test_a_periodic_job_is_made_due(administrator):
    PeriodicRun.objects.create(name="test: tidy", next_due=timezone.now() + timedelta(days=1))
    administrator.post(reverse("jobs:run_now", args=["test: tidy"]))
    assert PeriodicRun.objects.get().next_due <= timezone.now()


@pytest.mark.parametrize("name", ["jobs:retry", "jobs:discard"])
def test_a_link_changes_nothing(administrator, name):
    assert administrator.get(reverse(name, args=["timed", 1])).status_code == 405


def test_who_may_not_manage_jobs_sees_and_changes_nothing(client):
    write_rows(1)
    client.force_login(account("ben"))
    job = TimedJob.objects.get(failed_at__isnull=False)
    for answer in (
        client.get(reverse("jobs:overview")),
        client.post(reverse("jobs:retry", args=["timed", job.pk])),
        client.post(reverse("jobs:retry_all")),
    ):
        assert answer.status_code == 302
        assert answer["Location"] == reverse("wagtailadmin_home")
    job.refresh_from_db()
    assert job.failed_at is not None
    assert reverse("jobs:overview") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_leads_there(administrator):
    assert reverse("jobs:overview") in administrator.get(reverse("wagtailadmin_home")).content.decode()


def test_the_group_editor_offers_the_permission(client):
    model = get_user_model()
    client.force_login(
        model.objects.create_superuser(**{model.USERNAME_FIELD: "c@zeitung.example", "password": "x"})
    )
    page = client.get(reverse("wagtailusers_groups:edit", args=[Group.objects.create(name="Desk").pk]))
    assert "manage jobs" in page.content.decode()

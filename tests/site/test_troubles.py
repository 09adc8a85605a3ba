"""Troubles on the editor's first screen and in the operator's mail, judged as the doctor does. 4 s."""

import fcntl
import os
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from presswerk import conf
from presswerk.bake import node
from presswerk.bake.front.plan import Plan
from presswerk.bake.store import open_store
from presswerk.bake.store.trouble import AWAY, DAMAGED, note
from presswerk.jobs import alerts
from presswerk.jobs.models import Heartbeat, OutboxItem, PeriodicRun
from presswerk.site import troubles_panel
from presswerk.site.condition.troubles import troubles
from presswerk.transfer.backup.rotation import name_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def machine(monkeypatch, tmp_path, settings):
    """A newspaper in good order, whose settings and disk a test may change."""
    values = {
        "data": tmp_path,
        "backup_folder": "",
        "operator_mail": "technik@zeitung.example",
        "language": "de",
    }
    config = SimpleNamespace(**dict(conf.current()._values) | values)
    monkeypatch.setattr(conf, "current", lambda: config)
    config.disk = SimpleNamespace(free=50_000_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda path: config.disk)
    settings.BAKE_FOLDER = tmp_path / "bake"
    settings.LANGUAGE_CODE = "en"
    Heartbeat.objects.create(
        worker="w",
        role=Heartbeat.Role.WORKER,
        pid=1,
        host="press",
        started_at=timezone.now(),
        at=timezone.now(),
    )
    with translation.override("en"):
        yield config


def person(name: str, *codenames: str):
    model = get_user_model()
    user = model.objects.create(**{model.USERNAME_FIELD: f"{name}@zeitung.example"})
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


def keys() -> list[str]:
    return [trouble.key for trouble in troubles()]


def fail(number: int) -> None:
    now = timezone.now()
    for one in range(number):
        OutboxItem.objects.create(kind="mail", payload={}, failed_at=now, last_error="refused")
        PeriodicRun.objects.create(name=f"job {number} {one}", next_due=now, last_error="OSError: no")


def test_a_newspaper_in_good_order_shows_nothing(client, paper) -> None:
    client.force_login(person("anna", "manage_jobs"))
    assert keys() == []
    assert "desk-troubles" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_may_act_is_told_with_the_next_step_and_nobody_else_is(client, paper, machine) -> None:
    fail(1)
    Heartbeat.objects.all().delete()
    machine.disk.free = 50_000_000
    client.force_login(person("anna", "manage_jobs"))
    shown = client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(person("ben"))
    hidden = client.get(reverse("wagtailadmin_home")).content.decode()

    for words in (
        "No worker is running.", "1 job has failed.", "Failed at their last run: job 1 0.",
        "The disk is full",
        "Free some space now", f'href="{reverse("jobs:overview")}"', "presswerk doctor",
    ):  # fmt: skip
        assert words in shown
    assert "desk-troubles" not in hidden


def test_the_number_of_queries_does_not_grow_with_the_troubles(machine) -> None:
    anna, ben = person("anna", "manage_jobs"), person("ben")
    anna.has_perm("jobs.manage_jobs"), ben.has_perm("jobs.manage_jobs")  # both are remembered from here on
    counts = []
    for number in (1, 20):
        fail(number)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert len(troubles_panel.shown_to(anna)) == 2
        counts.append(len(captured))
    with CaptureQueriesContext(connection) as captured:
        assert troubles_panel.shown_to(ben) == []
    assert counts == [7, 7]
    assert len(captured) == 0


@pytest.mark.parametrize(("hours", "is_told"), [([], True), ([40], True), ([500, 3], False)])
def test_a_backup_that_is_overdue_is_told(machine, tmp_path, hours, is_told) -> None:
    machine.backup_folder = str(tmp_path)
    for ago in hours:
        (tmp_path / name_for(datetime.now(UTC) - timedelta(hours=ago))).touch()
    assert keys() == (["backup"] if is_told else [])


def test_a_folder_for_backups_that_is_not_there_is_told(machine, tmp_path) -> None:
    machine.backup_folder = str(tmp_path / "unplugged")
    (trouble,) = troubles()
    assert "unplugged: No such file or directory" in trouble.sentence


def test_each_kind_of_trouble_with_the_store_is_told_once_for_a_day(tmp_path) -> None:
    (tmp_path / "bake").mkdir()
    for kind in (DAMAGED, AWAY, DAMAGED):
        note(tmp_path / "bake", kind, "…")
    assert keys() == ["store-damaged", "store-away"]


@pytest.mark.parametrize(
    ("seconds", "runs", "is_told"), [(0, True, False), (3600, True, True), (3600, False, False)]
)
def test_a_front_that_is_behind_is_told_while_it_runs(monkeypatch, tmp_path, seconds, runs, is_told) -> None:
    store = open_store(tmp_path / "bake")
    store.apply([], b"0")
    store.caught_up(time.time() - seconds)
    monkeypatch.setattr(node, "current_plan", lambda: Plan(hosts={}))
    held = os.open(tmp_path / "running.lock", os.O_RDWR | os.O_CREAT)
    if runs:
        fcntl.flock(held, fcntl.LOCK_EX)
    assert keys() == (["front"] if is_told else [])
    os.close(held)


def test_the_mail_tells_the_same_with_the_next_step_and_when_it_is_over(machine) -> None:
    machine.disk.free = 900_000_000
    assert alerts.tell() == 1
    machine.disk.free = 800_000_000
    assert alerts.tell() == 0
    machine.disk.free = 50_000_000_000
    assert alerts.tell() == 1
    first, last = [str(item.payload) for item in OutboxItem.objects.filter(kind="mail").order_by("pk")]
    assert "fast voll" in first
    assert "fast voll" in last

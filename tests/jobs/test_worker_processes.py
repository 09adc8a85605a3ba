"""The worker as real processes: what happens to the scheduler, at a stop and at a crash."""

import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.processes import is_gone
from tests.jobs.sample.project import SampleProject

STATUS = "SELECT status, worker_ids FROM django_tasks_database_dbtaskresult"
STOPS_WITHIN_SECONDS = 8.0


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    command = [sys.executable, "-m", "django", "migrate", "-v0"]
    subprocess.run(command, env=SampleProject(folder).environ, check=True, timeout=60)
    return folder


@pytest.fixture
def project(migrated, tmp_path):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    project = SampleProject(tmp_path)
    yield project
    project.end()


def pid_in(line: str) -> int:
    found = re.search(r"in (\d+)$", line)
    assert found
    return int(found[1])


def test_what_falls_due_while_a_slow_task_computes_is_on_time(project):
    project.python("work.compute.enqueue(seconds=1.5)")
    worker = project.start_worker()
    child = pid_in(worker.line_with("begun"))
    told = worker.line_with("late by")
    assert "computed" not in worker.said
    assert float(told.split()[2]) < 1.0
    assert pid_in(told) == worker.process.pid != child
    worker.line_with("computed")


def test_urgent_tasks_pass_slow_ones(project):
    project.python("work.never_ends.enqueue(); work.hurry.enqueue()")
    worker = project.start_worker()
    assert pid_in(worker.line_with("hurried")) == worker.process.pid


def test_the_stop_is_quick_and_leaves_the_task_under_way_to_the_next_start(project):
    project.python("work.never_ends.enqueue()")
    worker = project.start_worker()
    child = pid_in(worker.line_with("begun"))
    asked_at = time.monotonic()
    assert worker.end(signal.SIGTERM) == 0
    assert time.monotonic() - asked_at < STOPS_WITHIN_SECONDS
    assert is_gone(child)
    assert project.rows(STATUS) == [("READY", "[]")]
    assert project.rows("SELECT * FROM jobs_heartbeat") == []


def test_after_a_crash_of_the_worker_its_child_ends_and_the_next_worker_takes_over(project):
    project.python("work.never_ends.enqueue()")
    crashing = project.start_worker()
    child = pid_in(crashing.line_with("begun"))
    crashing.process.kill()
    assert is_gone(child)
    following = project.start_worker()
    assert pid_in(following.line_with("begun")) != child


def test_a_timed_job_in_which_the_worker_died_runs_at_the_next_start(project):
    project.python(
        "from django.utils import timezone; from presswerk import jobs\n"
        "jobs.at(timezone.now(), work.die_in_a_timed_job, key='a')"
    )
    crashing = project.start_worker()
    crashing.line_with("dying")
    assert crashing.wait() == 9
    project.python(
        "from presswerk.jobs.models import TimedJob\nTimedJob.objects.update(name='sample.survive')"
    )
    project.start_worker().line_with("survived")


def test_a_task_that_kills_its_process_again_and_again_is_given_up_and_nothing_else_stops(project):
    project.python("work.die.enqueue()")
    worker = project.start_worker()
    for _ in range(3):
        worker.line_with("begun")
    worker.line_with("died with code 9")
    project.python("work.hurry.enqueue()")
    worker.line_with("hurried")
    assert worker.end(signal.SIGTERM) == 0
    assert project.rows(
        "SELECT status, exception_class_path FROM django_tasks_database_dbtaskresult "
        "WHERE queue_name = 'slow'"
    ) == [("FAILED", "presswerk.jobs.recovery.WorkerDied")]

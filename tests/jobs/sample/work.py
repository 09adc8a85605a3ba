"""What the sample project has to do. Each piece says so in a line on standard output."""

import os
import time
from datetime import timedelta
from threading import Event

from django.utils import timezone
from django_tasks import task

from presswerk import jobs

SOON = timedelta(milliseconds=300)


def say(line: str) -> None:
    """A whole line, at once, whoever else writes."""
    os.write(1, f"{line}\n".encode())


@jobs.timed("sample.tell_lateness")
def tell_lateness(due: float) -> None:
    say(f"late by {time.time() - due:.3f} in {os.getpid()}")


@jobs.timed("sample.die")
def die_in_a_timed_job() -> None:
    say("dying")
    os._exit(9)


@jobs.timed("sample.survive")
def survive() -> None:
    say("survived")


@task(queue_name="slow")
def compute(seconds: float) -> None:
    """Pure Python that keeps a processor busy, and meanwhile something falls due."""
    due = timezone.now() + SOON
    jobs.at(due, tell_lateness, key="lateness", due=due.timestamp())
    say(f"begun in {os.getpid()}")
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(1000))
    say("computed")


@task(queue_name="slow")
def never_ends() -> None:
    say(f"begun in {os.getpid()}")
    Event().wait()


@task(queue_name="slow")
def die() -> None:
    say(f"begun in {os.getpid()}")
    os._exit(9)


@task(queue_name="urgent")
def hurry() -> None:
    say(f"hurried in {os.getpid()}")


@task()
def add(first: int, second: int) -> int:
    return first + second


@task(queue_name="slow")
def fail() -> None:
    raise RuntimeError("The picture is broken.")

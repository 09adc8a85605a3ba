"""The front goes first where it may, and gives way when it does not rest."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BEGIN = """
import json, os, resource, threading, time
from presswerk.bake.front import precedence
"""
ASKED = """
try:
    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    print("true")
except OSError:
    print("false")
"""
FIRST = """
permitted = precedence.go_first()
here = os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK
there = []
thread = threading.Thread(target=lambda: there.append(os.sched_getscheduler(0)))
thread.start(); thread.join()
child = os.fork()
if not child:
    os._exit(os.sched_getscheduler(0))
_, status = os.waitpid(child, 0)
print(json.dumps([permitted, here, there[0], os.waitstatus_to_exitcode(status)]))
"""
RESTLESS = """
permitted = precedence.go_first(restless_seconds=0.05)
until = time.process_time() + 10
while os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK and time.process_time() < until:
    pass
print(json.dumps([permitted, os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK]))
"""
FORBIDDEN = """
resource.setrlimit(resource.RLIMIT_RTPRIO, (0, 0))
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
print(json.dumps([precedence.go_first(), os.sched_getscheduler(0)]))
"""


def python(program: str) -> tuple[list, str]:
    """What the program has printed, and what it has logged."""
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program], env=environ, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout), done.stderr


@pytest.fixture(scope="module")
def allowing_machine():
    """A machine that permits real-time scheduling, as it says itself."""
    allowed, _log = python(ASKED)
    if not allowed:
        pytest.skip("this machine permits no real-time scheduling")


@pytest.mark.usefixtures("allowing_machine")
def test_it_goes_first_and_what_it_starts_does_not():
    (permitted, here, thread, child), _log = python(FIRST)
    assert permitted
    assert (here, thread, child) == (os.SCHED_RR, os.SCHED_OTHER, os.SCHED_OTHER)


@pytest.mark.usefixtures("allowing_machine")
def test_who_does_not_rest_gives_way():
    (permitted, at_the_end), _log = python(RESTLESS)
    assert permitted
    assert at_the_end == os.SCHED_OTHER


def test_where_it_may_not_it_says_what_would_help():
    (permitted, scheduler), log = python(FORBIDDEN)
    assert (permitted, scheduler) == (False, os.SCHED_OTHER)
    assert "LimitRTPRIO=1" in log

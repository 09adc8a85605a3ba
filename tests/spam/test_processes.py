"""Several processes on one folder, and some of them killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from presswerk.spam import Engine, Submission

LEARNER = """
import sys
from presswerk.spam import Engine, Submission
folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
engine = Engine(folder)
for number in range(count):
    text = f"Nummer {number} von {name}, ein Satz ueber den Haushalt"
    engine.learn(Submission(text, id=f"{name}-{number}"), number % 2 == 0, name)
    print(number, flush=True)
    engine.check(Submission("Ein Satz ueber den Haushalt"))
"""


def start(folder: Path, name: str, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", LEARNER, str(folder), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_what_several_processes_learn_at_once_is_all_there_and_the_same_to_all(folder: Path) -> None:
    with Engine(folder) as watching:
        learners = [start(folder, f"p{number}", 40) for number in range(3)]
        for learner in learners:
            learner.communicate(timeout=60)
            assert learner.returncode == 0
        assert watching.decisions == 120
        asked = Submission("Nummer 7 von p1, ein Satz ueber den Haushalt")
        with Engine(folder) as fresh:
            assert fresh.check(asked).probability == watching.check(asked).probability


def test_a_killed_process_loses_no_decision_that_it_had_confirmed(folder: Path) -> None:
    confirmed = 0
    for round_ in range(4):
        learner = start(folder, f"k{round_}", 10_000)
        assert learner.stdout is not None
        for _ in range(5 + 7 * round_):
            learner.stdout.readline()
        os.kill(learner.pid, signal.SIGKILL)
        rest = learner.stdout.read()
        learner.wait(30)
        confirmed += 5 + 7 * round_ + rest.count("\n")
    with Engine(folder) as engine:
        # One more a round may have been written and not yet confirmed.
        assert confirmed <= engine.decisions <= confirmed + 4
        engine.learn(Submission("danach"), False, "anna")
        assert engine.damaged_bytes == 0


def test_dropping_rows_is_seen_by_a_process_that_has_the_journal_open(folder: Path) -> None:
    with Engine(folder) as one, Engine(folder) as other:
        one.learn(Submission("Ein Satz", id="1"), True, "anna")
        assert other.decisions == 1
        assert one.forget("1") == 1
        assert other.decisions == 0
        other.learn(Submission("Noch ein Satz", id="2"), False, "anna")
        assert one.decisions == 1


def test_what_one_process_learns_another_knows_within_a_second(folder: Path) -> None:
    with Engine(folder) as engine:
        learner = start(folder, "p", 3)
        assert learner.stdout is not None
        for _ in range(3):
            learner.stdout.readline()
        began = time.monotonic()
        assert engine.decisions == 3
        assert time.monotonic() - began < 1
        learner.communicate(timeout=30)

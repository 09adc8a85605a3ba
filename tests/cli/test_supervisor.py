"""The supervisor with real processes: what is killed comes back, what is stopped is gone."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest

from presswerk.cli.supervisor import EX_CONFIG, EX_TEMPFAIL, QUICK_ENDS_ALLOWED

from .processes import Talking, children_of, is_gone, kill_all, python

RUN = """
import sys
from presswerk.cli import supervisor
supervisor.STOP_SECONDS = float(sys.argv[1])
commands = [[sys.executable, "-c", code] for code in sys.argv[2:]]
programs = [supervisor.Program(f"Program {n}", command) for n, command in enumerate(commands)]
say = lambda text: print(text, flush=True)
sys.exit(supervisor.Supervisor(programs, say=say, first_pause_seconds=0.01).run())
"""
# One write a line: two programs that share a pipe must not mix their words.
ENDLESS = r"import os, signal; os.write(1, b'pid %d\n' % os.getpid()); signal.pause()"
# As the web server, which has processes of its own.
WITH_CHILD = r"import os, signal; os.fork(); os.write(1, b'pid %d\n' % os.getpid()); signal.pause()"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {ENDLESS}"

Start = Callable[..., Talking]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a supervisor over programs given as Python code."""
    running: list[Talking] = []

    def start_one(*codes: str, stop_seconds: float = 10) -> Talking:
        running.append(Talking(python(RUN, str(stop_seconds), *codes)))
        return running[-1]

    yield start_one
    for one in running:
        kill_all([*children_of(one.process.pid), *([one.process.pid] if one.process.poll() is None else [])])


def pid_of_next(supervisor: Talking) -> int:
    return int(supervisor.line_with("pid ").split()[1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_every_process_when_it_is_told_to(start: Start, number: int) -> None:
    supervisor = start(ENDLESS, WITH_CHILD)
    pids = [pid_of_next(supervisor) for _ in range(3)]

    assert supervisor.end(number) == 0
    assert all(is_gone(pid) for pid in pids)


def test_it_starts_a_killed_child_again_and_ends_what_that_left_behind(start: Start) -> None:
    supervisor = start(WITH_CHILD)
    first, second = pid_of_next(supervisor), pid_of_next(supervisor)
    parent = children_of(supervisor.process.pid)[0]

    os.kill(parent, signal.SIGKILL)

    again = [pid_of_next(supervisor), pid_of_next(supervisor)]
    assert "Program 0 has ended by signal SIGKILL and is started again." in supervisor.said
    assert is_gone(first)
    assert is_gone(second)
    assert supervisor.end(signal.SIGINT) == 0
    assert all(is_gone(pid) for pid in again)


def test_it_ends_the_others_when_one_program_cannot_stay_up(start: Start) -> None:
    supervisor = start(ENDLESS, "raise SystemExit(3)")

    assert supervisor.wait() == 1
    pids = [int(line.split()[1]) for line in supervisor.said if line.startswith("pid ")]
    assert all(is_gone(pid) for pid in pids)
    last = supervisor.said[-1]
    assert last.startswith("Program 1 cannot run: it has ended 5 times in a row, at last with exit code 3.")


def test_it_does_not_repeat_a_start_that_the_program_says_is_in_vain(start: Start) -> None:
    supervisor = start(
        ENDLESS, rf"import os; os.write(1, b'A setting is wrong.\n'); raise SystemExit({EX_CONFIG})"
    )

    assert supervisor.wait() == EX_CONFIG
    assert supervisor.said.count("A setting is wrong.") == 1


# Runs until it is killed; then its database server is away for some starts.
NEEDS_SERVER = r"""
import os, signal, pathlib
file = pathlib.Path({file!r})
start = int(file.read_text() or 0) if file.exists() else 0
file.write_text(str(start + 1))
if 0 < start <= {away}:
    raise SystemExit({code})
os.write(1, b'pid %d\n' % os.getpid())
signal.pause()
"""


def test_it_goes_on_trying_while_something_is_away_that_a_running_newspaper_needs(start, tmp_path) -> None:
    away = QUICK_ENDS_ALLOWED + 2
    supervisor = start(NEEDS_SERVER.format(file=str(tmp_path / "starts"), away=away, code=EX_TEMPFAIL))

    os.kill(pid_of_next(supervisor), signal.SIGKILL)

    assert pid_of_next(supervisor)
    assert (
        supervisor.said.count(f"Program 0 has ended with exit code {EX_TEMPFAIL} and is started again.")
        == away
    )
    assert supervisor.end(signal.SIGINT) == 0


def test_it_does_not_wait_for_what_is_away_from_the_beginning(start: Start) -> None:
    code = """
import sys
from presswerk.cli.supervisor import EX_TEMPFAIL, Program, Supervisor
program = Program("It", [sys.executable, "-c", f"raise SystemExit({EX_TEMPFAIL})"])
say = lambda text: print(text, flush=True)
sys.exit(Supervisor([program], say=say, is_ready=lambda: False, first_pause_seconds=0.01).run())
"""
    talking = Talking(python(code))

    assert talking.wait() == 1
    assert talking.said[-1].startswith("It cannot run: it has ended 5 times in a row")


def test_it_kills_a_child_that_does_not_end_by_itself(start: Start) -> None:
    supervisor = start(DEAF, stop_seconds=0.2)
    pid = pid_of_next(supervisor)

    assert supervisor.end(signal.SIGTERM) == 0
    assert is_gone(pid)
    assert supervisor.said[-1] == "A process does not end by itself and is killed."


def test_no_child_outlives_a_supervisor_that_is_killed(start: Start) -> None:
    supervisor = start(ENDLESS, DEAF)
    pids = [pid_of_next(supervisor), pid_of_next(supervisor)]

    supervisor.process.kill()

    assert all(is_gone(pid) for pid in pids)


def test_a_program_that_is_not_there_is_told_in_a_sentence(start: Start) -> None:
    code = """
import sys
from presswerk.cli.supervisor import Program, Supervisor
sys.exit(Supervisor([Program("It", ["/nowhere/presswerk"])], say=print).run())
"""
    talking = Talking(python(code))

    assert talking.wait() == 1
    assert talking.said == ["A program of the newspaper cannot be started: No such file or directory."]


RELOAD = """
import sys
from presswerk.cli import supervisor
supervisor.STOP_SECONDS = float(sys.argv[1])
programs = [
    supervisor.Program(f"Program {n}", [sys.executable, "-c", code], stays=n == 0)
    for n, code in enumerate(sys.argv[2:])
]
say = lambda text: print(text, flush=True)
ready = lambda: say("ready")
sys.exit(supervisor.Supervisor(programs, say=say, on_ready=ready, first_pause_seconds=60).run())
"""


@pytest.mark.parametrize("second", [ENDLESS, DEAF], ids=["polite", "deaf"])
def test_settings_are_read_anew_by_all_programs_but_the_one_that_stays(second: str) -> None:
    supervisor = Talking(python(RELOAD, "0.2", ENDLESS, second))
    try:
        first = {pid_of_next(supervisor), pid_of_next(supervisor)}
        supervisor.hear("ready")
        supervisor.process.send_signal(signal.SIGUSR1)
        new = pid_of_next(supervisor)
        supervisor.hear("Everything runs again.")
        now = set(children_of(supervisor.process.pid))
        assert new in now
        assert len(first & now) == 1
        assert len(now) == 2
        assert supervisor.end(signal.SIGTERM) == 0
    finally:
        kill_all(children_of(supervisor.process.pid))


TRIED = """
import sys
from presswerk.cli import supervisor
programs = [supervisor.Program("It", [sys.executable, "-c", sys.argv[2]])]
say = lambda text: print(text, flush=True)
trial = [sys.executable, "-c", sys.argv[1]]
sys.exit(supervisor.Supervisor(programs, say=say, trial=trial).run())
"""


@pytest.mark.parametrize(
    ("trial", "is_loaded_anew"),
    [
        ("", True),
        (f"raise SystemExit({EX_TEMPFAIL})", True),
        (f"raise SystemExit({EX_CONFIG})", False),
        ("raise ValueError", False),
    ],
    ids=["they go", "the database is away", "the operator has to mend them", "it cannot even be loaded"],
)
def test_settings_are_tried_before_anything_that_runs_is_ended(trial: str, is_loaded_anew: bool) -> None:
    supervisor = Talking(python(TRIED, trial, ENDLESS))
    try:
        first = pid_of_next(supervisor)
        supervisor.process.send_signal(signal.SIGUSR1)
        if is_loaded_anew:
            assert pid_of_next(supervisor) != first
        else:
            supervisor.hear("So nothing is loaded anew: the newspaper runs on with the settings of before.")
            assert first in children_of(supervisor.process.pid)
        assert supervisor.end(signal.SIGTERM) == 0
    finally:
        kill_all(children_of(supervisor.process.pid))

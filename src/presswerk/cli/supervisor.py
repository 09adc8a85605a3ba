"""Runs the processes of one newspaper, and ends them together.

Each program is a child in a process group of its own, so that Ctrl-C in the terminal reaches the supervisor
only, which then ends its children in order. A child that ends by itself is started again after a pause that
grows; one that cannot stay up ends the whole, because half a newspaper that looks alive helps nobody. But
what a newspaper that once ran lacks for a while, such as its database server, does not end it: the front
has ready pages, and everything goes on when the server is back.
SIGUSR1 ends and starts anew what reads settings at its start, while the front goes on with ready pages. A
trial comes first: with settings that do not go, everything runs on as it was.
"""

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from presswerk.cli.death import die_with_parent, kill_group
from presswerk.cli.trial import Trial

EX_CONFIG = 78  # sysexits.h: the program says that another start would not help
EX_TEMPFAIL = 75  # sysexits.h: the program says that another start helps, once its database server is back
QUICK_SECONDS = 10.0  # a child that ended earlier than this had not really started
QUICK_ENDS_ALLOWED = 5
LONGEST_PAUSE_SECONDS = 30.0
STOP_SECONDS = 10.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
RELOAD_SIGNAL = signal.SIGUSR1


@dataclass(frozen=True)
class Program:
    """What to run. ``name`` stands in sentences: "The web server has ended"."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str] = field(default_factory=dict)
    on_end: Callable[[int], None] = field(default=lambda code: None)  # with the exit code; MUST be quick
    stays: bool = False  # goes on while the others are loaded anew


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    quick_ends: int = 0
    vain_starts: int = 0  # in a row, because something was away that the program needs
    kill_at: float | None = None  # it was told to end, so that it is loaded anew; by then it has to have

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.program.command,
            env={**os.environ, **self.program.environ},
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=die_with_parent(),
        )
        self.started_at = time.monotonic()

    def end_for_reload(self) -> None:
        """Tell it to end; it is started again once it has."""
        if self.process is not None and self.kill_at is None:
            self.kill_at = time.monotonic() + STOP_SECONDS
            self.process.terminate()

    @property
    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None


class Supervisor:
    """Starts the programs and keeps them running until a signal comes or one cannot run.

    ``is_ready`` is asked ten times a second until it is true; then ``on_ready`` is called once. It is asked
    again after a restart.
    ``trial`` is a command that says by its exit code whether programs could start with what is set now.
    ``say`` gets sentences for the operator. MUST run in the main thread (signals, and the children's
    bond to their parent).
    """

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        say: Callable[[str], None],
        is_ready: Callable[[], bool] = lambda: True,
        on_ready: Callable[[], None] = lambda: None,
        first_pause_seconds: float = 0.5,
        trial: Sequence[str] = (),
    ):
        self.children = [_Child(program) for program in programs]
        self.say = say
        self.is_ready = is_ready
        self.on_ready = on_ready
        self.first_pause_seconds = first_pause_seconds
        self.trial = trial
        self._trial: Trial | None = None
        self._told_ready = False
        self._is_waiting_for_ready = True
        self._stop_signal: int | None = None
        self._reload = False
        self._exit_code = 1

    def run(self) -> int:
        """Run until the end; 0 when it was asked for, 1 when a program could not run, EX_CONFIG when that
        would not help another time either. No child is left.
        """
        wake, previous_handlers = self._catch_signals()
        try:
            for child in self.children:
                child.start()
            while self._stop_signal is None:
                self._tend_reload()
                if not self._tend():
                    return self._exit_code
                select.select([wake], [], [], self._seconds_to_sleep())
                _drain(wake)
            return 0
        except OSError as error:
            self.say(f"A program of the newspaper cannot be started: {error.strerror}.")
            return 1
        finally:
            self._stop_all()
            _restore_signals(wake, previous_handlers)

    def _tend(self) -> bool:
        """Look after each child once; False when one cannot run."""
        for child in self.children:
            if child.process is not None and child.kill_at is not None and time.monotonic() >= child.kill_at:
                kill_group(child.process.pid)
                child.process.wait()
            if child.has_ended and not self._plan_restart(child):
                return False
            if child.process is None and time.monotonic() >= child.start_again_at:
                child.start()
        if self._is_waiting_for_ready and all(child.process for child in self.children) and self.is_ready():
            self._is_waiting_for_ready = False
            self._tell_ready()
        return True

    def _tend_reload(self) -> None:
        """Try the settings once a reload is asked for, and load everything anew once they have passed."""
        if self._trial is not None:
            passed = self._trial.outcome()
            if passed is None:
                return
            self._trial = None
            if self._reload:
                pass  # asked for again meanwhile, perhaps because they were corrected
            elif passed:
                self._load_anew()
            else:
                self.say("So nothing is loaded anew: the newspaper runs on with the settings of before.")
        if self._reload:
            self._reload = False
            if self.trial:
                self._trial = Trial(self.trial, passable=[EX_TEMPFAIL])
            else:
                self._load_anew()

    def _load_anew(self) -> None:
        self.say("The settings are read anew; meanwhile readers get the ready pages.")
        for child in self.children:
            if not child.program.stays:
                child.end_for_reload()

    def _tell_ready(self) -> None:
        if self._told_ready:
            self.say("Everything runs again.")
            return
        self._told_ready = True
        self.on_ready()

    def _plan_restart(self, child: _Child) -> bool:
        assert child.process is not None
        code = child.process.returncode
        kill_group(child.process.pid)  # its own children would hold the port
        lived = time.monotonic() - child.started_at
        child.process = None
        child.program.on_end(code)
        if child.kill_at is not None:
            child.kill_at, child.start_again_at, child.quick_ends = None, 0.0, 0
            self._is_waiting_for_ready = True
            return True
        if code == EX_CONFIG:
            self._exit_code = EX_CONFIG
            return False  # it has said itself why
        if code == EX_TEMPFAIL and self._told_ready:
            child.vain_starts += 1
            self._plan_start(child, child.vain_starts, code)
            return True
        child.vain_starts = 0
        child.quick_ends = child.quick_ends + 1 if lived < QUICK_SECONDS else 1
        if child.quick_ends >= QUICK_ENDS_ALLOWED:
            self.say(
                f"{child.program.name} cannot run: it has ended {child.quick_ends} times in a row, at last "
                f"{_how(code)}. Everything is stopped. Its words stand above; presswerk doctor knows more."
            )
            return False
        self._plan_start(child, child.quick_ends, code)
        return True

    def _plan_start(self, child: _Child, nth: int, code: int) -> None:
        """Start it again after a pause that doubles with each time in a row."""
        pause = min(self.first_pause_seconds * 2 ** min(nth - 1, 10), LONGEST_PAUSE_SECONDS)
        child.start_again_at = time.monotonic() + pause
        self._is_waiting_for_ready = True
        self.say(f"{child.program.name} has ended {_how(code)} and is started again.")

    def _seconds_to_sleep(self) -> float | None:
        dues = [child.start_again_at for child in self.children if child.process is None]
        dues += [child.kill_at for child in self.children if child.kill_at is not None]
        dues += [self._trial.until] if self._trial is not None else []
        if dues:
            return max(0.0, min(dues) - time.monotonic())
        return 0.1 if self._is_waiting_for_ready else None

    def _stop_all(self) -> None:
        if self._trial is not None:
            self._trial.end()
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say("A process does not end by itself and is killed.")
            kill_group(process.pid)
            process.wait()

    def _catch_signals(self) -> tuple[int, dict[int, object]]:
        """Make each signal, the end of a child too, write into a pipe that the loop sleeps on."""
        wake, write_end = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(write_end, False)
        signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)

        def stop(number: int, _frame: object) -> None:
            self._stop_signal = number

        previous: dict[int, object] = {number: signal.signal(number, stop) for number in STOP_SIGNALS}

        def reload(_number: int, _frame: object) -> None:
            self._reload = True

        previous[RELOAD_SIGNAL] = signal.signal(RELOAD_SIGNAL, reload)
        previous[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda number, frame: None)
        return wake, previous


def _restore_signals(wake: int, previous_handlers: dict[int, object]) -> None:
    write_end = signal.set_wakeup_fd(-1)
    for number, handler in previous_handlers.items():
        signal.signal(number, handler)  # type: ignore[arg-type]
    os.close(wake)
    os.close(write_end)


def _drain(wake: int) -> None:
    try:
        while os.read(wake, 4096):
            pass
    except BlockingIOError:
        return


def _how(code: int) -> str:
    if code < 0:
        return f"by signal {signal.Signals(-code).name}"
    return f"with exit code {code}"

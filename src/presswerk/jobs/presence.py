"""Who works on jobs: heartbeats, and telling the dead from the living."""

import os
import secrets
import socket
from datetime import datetime
from pathlib import Path

from presswerk.jobs.clock import Clock
from presswerk.jobs.models import Heartbeat

ID_PREFIX = "presswerk-"
BEAT_SECONDS = 15.0
SILENCE_SECONDS = 60.0

_own_ids: set[str] = set()


class Presence:
    """The heartbeat of this process in one role. It is there before the first claim is made."""

    def __init__(self, role: Heartbeat.Role, clock: Clock):
        self.worker_id = ID_PREFIX + secrets.token_hex(8)
        self._role = role
        self._clock = clock
        self._started_at = clock.now()
        self._next_beat = clock.monotonic()
        _own_ids.add(self.worker_id)

    def announce(self) -> bool:
        """Write the heartbeat if it is time to. True if it was written."""
        if self._clock.monotonic() < self._next_beat:
            return False
        beat = Heartbeat(
            worker=self.worker_id,
            role=self._role,
            pid=os.getpid(),
            host=socket.gethostname()[:255],
            pid_space=pid_space(),
            started_at=self._started_at,
            at=self._clock.now(),
        )
        Heartbeat.objects.bulk_create(
            [beat], update_conflicts=True, unique_fields=["worker"], update_fields=["at"]
        )
        self._next_beat = self._clock.monotonic() + BEAT_SECONDS
        return True

    def leave(self) -> None:
        """Take the heartbeat away: this worker has stopped in order."""
        Heartbeat.objects.filter(worker=self.worker_id).delete()
        _own_ids.discard(self.worker_id)


class Watch:
    """Sees which workers have died, without trusting anybody's clock.

    A process that is gone from this machine is known at once. Any other one is dead when its heartbeat has
    not changed for SILENCE_SECONDS of our monotonic time, so a clock set back or forward kills nobody.
    """

    def __init__(self, clock: Clock):
        self._clock = clock
        self._seen: dict[str, tuple[datetime, float]] = {}

    def look(self) -> tuple[set[str], set[str]]:
        """Ids of the workers that are alive, as far as can be known, and of those that are dead."""
        beats = list(Heartbeat.objects.all())
        dead = {beat.worker for beat in beats if self._is_dead(beat)}
        return ({beat.worker for beat in beats} | _own_ids) - dead, dead

    def _is_dead(self, beat: Heartbeat) -> bool:
        if beat.worker in _own_ids:
            return False
        if is_gone(beat):
            return True
        now = self._clock.monotonic()
        last_at, since = self._seen.get(beat.worker, (None, now))
        if beat.at != last_at:
            since = now
        self._seen[beat.worker] = (beat.at, since)
        return now - since >= SILENCE_SECONDS


def pid_space() -> str:
    """Names the set of process ids that this process sees; "" where the system does not tell.

    Two containers may share a host name and still count their processes apart.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return ""


def is_gone(beat: Heartbeat) -> bool:
    """Whether the process of this heartbeat is known not to run any more. False may mean "cannot tell"."""
    if not beat.pid_space or beat.pid_space != pid_space():
        return False
    if beat.pid == os.getpid():
        return beat.worker not in _own_ids
    try:
        os.kill(beat.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False

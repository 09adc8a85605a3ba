"""Real PostgreSQL and Redis servers for tests, on loopback, ended by the process that began them."""

import os
import pwd
import random
import select
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

START_SECONDS = 60


class ServerMissing(RuntimeError):
    """The program is not installed; the message names the package."""


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name: str, package: str) -> str:
    """The path of a server's program. Raises ServerMissing."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which(name) or next((str(path / name) for path in folders if (path / name).exists()), None)
    if found is None:
        raise ServerMissing(f"{name} is not there: apt install {package}")
    return found


def children_of(pid: int) -> list[int]:
    """The processes that this one has started; none when it is gone."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _await_end(pid: int) -> None:
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        if not select.select([descriptor], [], [], 10)[0]:
            os.kill(pid, signal.SIGKILL)
            select.select([descriptor], [], [], 10)
    except ProcessLookupError:
        pass
    finally:
        os.close(descriptor)


class Postgres:
    """A PostgreSQL cluster of its own in a temporary folder.

    As fast as one can be that need not last; `durable` ones wait for the disk, for measurements. A `folder`
    given is used again when it is there, and stays.
    """

    def __init__(self, *, durable: bool = False, folder: Path | None = None) -> None:
        self._speed = [] if durable else [
            "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
        ]  # fmt: skip
        self.port = free_port()
        self._stays = folder is not None
        self._folder = folder or Path(tempfile.mkdtemp(prefix="presswerk-postgres-"))
        self._folder.mkdir(exist_ok=True)
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Postgres":
        data = self._folder / "data"
        # PostgreSQL refuses to run as root, which a container's tests often are.
        self._user = "postgres" if os.getuid() == 0 else None
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        if not data.exists():
            self._run(
                program("initdb", "postgresql"),
                "--pgdata", str(data), "--username", "presswerk", "--auth", "trust",
                "--encoding", "UTF8", "--no-locale", "--no-sync",
            )  # fmt: skip
        self._start()
        return self

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [
                program("postgres", "postgresql"), "-D", str(self._folder / "data"), "-p", str(self.port),
                "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self._folder}",
                *self._speed, "-c", "max_connections=100", "-c", "shared_buffers=256MB",
            ],
            user=self._user, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._run(
            program("pg_isready", "postgresql-client"),
            "--host", "127.0.0.1", "--port", str(self.port), "--quiet", "--timeout", str(START_SECONDS),
            until_it_works=True,
        )  # fmt: skip

    def crash(self) -> None:
        """Kill the server with SIGKILL, await the end of its other processes, and start it on its files."""
        assert self._process is not None
        below = children_of(self.pid)
        self._process.kill()
        self._process.wait()
        for pid in below:
            # They end by themselves; one that is in the middle of something may take a moment longer.
            _await_end(pid)
        self._start()

    def kill_one(self, chance: random.Random) -> bool:
        """Kill one of its processes that serve a client; the server ends all others and recovers."""
        serving = [pid for pid in children_of(self.pid) if b"127.0.0.1(" in _command_line(pid)]
        if not serving:
            return False
        os.kill(chance.choice(serving), signal.SIGKILL)
        return True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if not self._stays:
            shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """The address for PRESSWERK_DATABASE_URL."""
        return f"postgresql://presswerk@127.0.0.1:{self.port}/{database}"

    @property
    def pid(self) -> int:
        """The server's process, below which its others are."""
        assert self._process is not None
        return self._process.pid

    def execute(self, statement: str) -> None:
        """Run one statement in the maintenance database, outside a transaction."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, *command: str, until_it_works: bool = False) -> None:
        tries = 100 if until_it_works else 1
        for last in range(tries, 0, -1):
            done = subprocess.run(
                command, user=self._user, cwd=self._folder, capture_output=True, text=True, check=False
            )
            if done.returncode == 0:
                return
            if self._process is not None and self._process.poll() is not None:
                break
            if last > 1:
                # pg_isready answers "no response" at once while the server is not listening yet.
                self._await_port()
        raise RuntimeError(f"{command[0]} failed: {done.stderr}")

    def _await_port(self) -> None:
        assert self._process is not None
        try:
            self._process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            return


@contextmanager
def redis(port: int | None = None) -> Iterator[str]:
    """A Redis or Valkey server, on this port or a free one; its address for PRESSWERK_REDIS_URL."""
    port = port or free_port()
    name = "valkey-server" if shutil.which("valkey-server") else "redis-server"
    with tempfile.TemporaryDirectory(prefix="presswerk-redis-") as folder:
        process = subprocess.Popen(
            [
                program(name, "redis-server"), "--port", str(port), "--bind", "127.0.0.1",
                "--save", "", "--appendonly", "no", "--dir", folder,
            ],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            # Its own line tells when it listens; nothing has to be asked again and again.
            for line in process.stdout:
                if "Ready to accept connections" in line:
                    break
            else:
                raise RuntimeError(f"{name} ended before it listened.")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(timeout=20)

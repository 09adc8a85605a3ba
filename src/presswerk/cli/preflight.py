"""What has to be true before a newspaper can start. Each function raises Refusal, or does nothing."""

import errno
import importlib.util
import os
import socket
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from presswerk.cli.refusal import Refusal
from presswerk.conf import Config
from presswerk.site.condition.disk import LEAST_FREE_MEGABYTES, room_for


def require_libraries(config: Config) -> None:
    """See that what a setting asks for beyond the base is installed."""
    for setting, value, library, extra in (
        ("PRESSWERK_DATABASE_URL", config.database_url.startswith("postgres"), "psycopg", "postgres"),
        ("PRESSWERK_REDIS_URL", bool(config.redis_url), "redis", "redis"),
        ("PRESSWERK_MEDIA_URL", bool(config.media_url), "storages", "s3"),
    ):
        if value and importlib.util.find_spec(library) is None:
            raise Refusal(
                f"{setting} is set, and the Python package {library} that it needs is not installed.",
                f"In a clone type: script/install --scale. From a wheel: {sys.executable} -m pip install "
                f'"presswerk[{extra}]".',
            )


def require_writable_folder(folder: Path) -> None:
    """Make the folder where it is missing, and see that files can be made in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x" * 4096)
            file.flush()
    except FileExistsError:
        raise Refusal(f"{folder} is a file and no folder.", "Choose another folder with --data.") from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _disk_full(folder) from error
        raise Refusal(
            f"The data folder {folder} cannot be written: {error.strerror}.",
            "Give your user the right to write it, or choose another folder with --data.",
        ) from error


def require_free_space(folder: Path) -> None:
    """See that a start does not fill the disk."""
    if free_megabytes(folder) < LEAST_FREE_MEGABYTES:
        raise _disk_full(folder)


def free_megabytes(folder: Path) -> int:
    """Free space of the disk that holds the folder (or its nearest parent that exists), in MB."""
    return room_for(folder).megabytes


def _disk_full(folder: Path) -> Refusal:
    return Refusal(
        f"The disk is full: less than {LEAST_FREE_MEGABYTES} MB are free for {folder}.",
        "Free some space there, or choose a folder on another disk with --data.",
    )


def require_free_port(host: str, port: int) -> None:
    """See that the web server can listen there."""
    reason = port_obstacle(host, port)
    if reason is None:
        return
    if reason == errno.EADDRINUSE:
        sentence = f"Port {port} is taken by another program."
        free = next(
            (other for other in range(port + 1, port + 50) if port_obstacle(host, other) is None), None
        )
        remedy = "End that program, or choose another port with --port" + (
            f", such as {free}." if free else "."
        )
    elif reason in (errno.EACCES, errno.EPERM):
        sentence = f"Your user may not listen on port {port}; ports below 1024 belong to root."
        remedy = "Choose a higher port with --port."
    else:
        sentence = f"It is not possible to listen on {host} port {port}: {os.strerror(reason)}."
        remedy = "Choose an address of this machine with --host, or 127.0.0.1."
    raise Refusal(sentence, remedy)


def port_obstacle(host: str, port: int) -> int | None:
    """The errno that keeps a server from listening there, or None when it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind, protocol)) as probe:
            # As servers do, so that connections of an earlier run that still time out are no obstacle.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror:
        return errno.EADDRNOTAVAIL
    except OSError as error:
        return error.errno or errno.EINVAL
    return None

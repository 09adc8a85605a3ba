"""What has to be true before a start, and what is said when it is not."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from presswerk import conf
from presswerk.cli import preflight
from presswerk.cli.refusal import Refusal, explain

NOBODY = 65534


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Root may write everywhere; become somebody else for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("setting", "value", "library"),
    [
        ("database_url", "postgres://127.0.0.1/paper", "psycopg"),
        ("redis_url", "redis://127.0.0.1/0", "redis"),
    ],
)
def test_a_setting_that_needs_a_library_names_it(
    setting: str, value: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = conf.load({f"PRESSWERK_{setting.upper()}": value})
    preflight.require_libraries(config)

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Refusal) as refused:
        preflight.require_libraries(config)

    assert refused.value.sentence.startswith(f"PRESSWERK_{setting.upper()} is set")
    assert library in refused.value.sentence
    assert "pip install" in refused.value.remedy


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    preflight.require_writable_folder(tmp_path / "new" / "paper")

    assert list((tmp_path / "new" / "paper").iterdir()) == []


def test_a_folder_without_the_right_to_write_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with as_ordinary_user(), pytest.raises(Refusal) as refused:
        preflight.require_writable_folder(tmp_path)

    assert refused.value.sentence == f"The data folder {tmp_path} cannot be written: Permission denied."
    assert "--data" in refused.value.remedy


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "paper").touch()

    with pytest.raises(Refusal, match="is a file and no folder"):
        preflight.require_writable_folder(tmp_path / "paper")


def test_a_disk_without_room_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preflight.require_free_space(tmp_path / "not" / "there" / "yet")
    monkeypatch.setattr(preflight, "LEAST_FREE_MEGABYTES", 10**12)

    with pytest.raises(Refusal, match="The disk is full"):
        preflight.require_free_space(tmp_path / "not" / "there" / "yet")


def test_a_disk_that_fills_up_later_is_told_in_a_sentence() -> None:
    with pytest.raises(OSError, match="No space left") as full:
        Path("/dev/full").write_text("x")

    refusal = explain(full.value)
    assert refusal is not None
    assert refusal.sentence == "The disk is full."


def test_a_free_port_is_no_obstacle_and_a_taken_one_is() -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        other.listen()
        assert preflight.port_obstacle("127.0.0.1", port) == errno.EADDRINUSE
    assert preflight.port_obstacle("127.0.0.1", port) is None


def test_connections_of_an_earlier_run_that_time_out_are_no_obstacle() -> None:
    with closing(socket.socket()) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as every server does
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with closing(socket.create_connection(("127.0.0.1", port))) as client:
            accepted, _ = server.accept()
            accepted.close()  # closes first, so its side stays in TIME_WAIT
            assert client.recv(1) == b""

    assert preflight.port_obstacle("127.0.0.1", port) is None


@pytest.mark.skipif(
    Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text().strip() == "0",
    reason="everyone may listen on low ports here",
)
def test_a_port_that_belongs_to_root_is_refused() -> None:
    with as_ordinary_user(), pytest.raises(Refusal, match="ports below 1024 belong to root"):
        preflight.require_free_port("127.0.0.1", 81)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Refusal, match=r"not possible to listen on 192\.0\.2\.1"):
        preflight.require_free_port("192.0.2.1", 8000)


def test_a_name_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refusal, match=r"not possible to listen on nowhere\.invalid"):
        preflight.require_free_port("nowhere.invalid", 8000)


def test_a_fault_of_the_program_is_not_explained_away() -> None:
    assert explain(KeyError("x")) is None
    assert explain(OSError(errno.EPIPE, "Broken pipe")) is None

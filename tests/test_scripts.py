"""The scripts where something is missing: one clear sentence and what to do, and nothing half done."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("sh", "cat", "cksum", "df", "awk", "dirname", "id", "rm", "mkdir", "env")
NOBODY = 65534
OLD_PYTHON = 'case "$2" in *version_info*) exit 1 ;; *) echo 3.9.2 ;; esac'
PYTHON_WITHOUT_VENV = (
    'case "$2" in *ensurepip*) exit 1 ;; *version_info*3*11*) exit 0 ;; *) echo 3.11 ;; esac'
)


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """A PATH with the barest tools and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        (folder / name).symlink_to(shutil.which(name) or name)
    return folder


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What the scripts need of a fresh clone, in a folder with a blank in its name."""
    root = tmp_path / "a clone"
    root.mkdir()
    for name in ("script", "requirements"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("pyproject.toml", "package-lock.json"):
        shutil.copy(ROOT / name, root)
    return root


def put(folder: Path, name: str, body: str) -> None:
    """A program that does what the shell code says."""
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


def run(
    script: Path, path: Path, user: int | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run it with this PATH; as somebody who is not root, so that it cannot install anything."""
    if user is None and os.geteuid() == 0:
        put_id(path)
    return subprocess.run(
        ["/bin/sh", str(script)],
        env={"PATH": str(path), **environ},
        capture_output=True,
        text=True,
        timeout=60,
        user=user,
    )


def put_id(path: Path) -> None:
    """Make the script believe that it is not run by root."""
    (path / "id").unlink()
    put(path, "id", "echo 1000")


def test_a_machine_without_python_is_told_what_to_type(clone: Path, bin_folder: Path) -> None:
    refused = run(clone / "script" / "demo", bin_folder)

    assert refused.returncode == 1
    assert refused.stderr == (
        "Presswerk needs Python 3.11 or newer, and there is none.\n"
        "Type as root: apt install python3 python3-venv\n"
    )
    assert not (clone / ".venv").exists()


def test_a_python_that_is_too_old_is_named(clone: Path, bin_folder: Path) -> None:
    put(bin_folder, "python3", OLD_PYTHON)

    refused = run(clone / "script" / "demo", bin_folder)

    assert refused.returncode == 1
    assert refused.stderr.startswith(
        "Presswerk needs Python 3.11 or newer, and python3 is 3.9.2.\nInstall a newer"
    )


def test_a_python_that_was_asked_for_and_is_not_there_is_named(clone: Path, bin_folder: Path) -> None:
    refused = run(clone / "script" / "demo", bin_folder, PYTHON="python9")

    assert refused.returncode == 1
    assert refused.stderr.startswith("PYTHON=python9 is not there, or older than Python 3.11.\n")


def test_a_python_without_venv_is_told_what_to_type(clone: Path, bin_folder: Path) -> None:
    put(bin_folder, "python3", PYTHON_WITHOUT_VENV)

    refused = run(clone / "script" / "demo", bin_folder)

    assert refused.returncode == 1
    assert refused.stderr == "Python's module venv is missing.\nType as root: apt install python3.11-venv\n"


def test_root_gets_the_missing_venv_installed(clone: Path, bin_folder: Path, tmp_path: Path) -> None:
    (bin_folder / "id").unlink()
    put(bin_folder, "id", "echo 0")
    put(bin_folder, "python3", PYTHON_WITHOUT_VENV)
    put(bin_folder, "apt-get", f'echo "$@" >>"{tmp_path}/apt"')

    refused = subprocess.run(
        ["/bin/sh", str(clone / "script" / "demo")],
        env={"PATH": str(bin_folder)},
        capture_output=True,
        text=True,
    )

    assert (tmp_path / "apt").read_text() == "install -y --no-install-recommends python3.11-venv\n"
    assert "Python's module venv is still missing." in refused.stderr


def test_a_full_disk_is_told_before_anything_is_installed(clone: Path, bin_folder: Path) -> None:
    (bin_folder / "python3").symlink_to(sys.executable)
    (bin_folder / "df").unlink()
    put(bin_folder, "df", "printf 'Filesystem 1M-blocks Used Available\\n/dev/sda 1000 990 10 99%% /\\n'")

    refused = run(clone / "script" / "demo", bin_folder)

    assert refused.returncode == 1
    assert refused.stderr.startswith(
        f"The disk is full: 10 MB are free for {clone}, and installing needs 700.\n"
    )
    assert not (clone / ".venv").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_clone_that_may_not_be_written_is_told(clone: Path, bin_folder: Path) -> None:
    # pytest's own folders are closed to others.
    with tempfile.TemporaryDirectory() as name:
        open_folder = Path(name)
        shutil.copytree(clone, open_folder / "clone")
        shutil.copytree(bin_folder, open_folder / "bin", symlinks=True)
        for path in [open_folder, *open_folder.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755)

        refused = run(open_folder / "clone" / "script" / "demo", open_folder / "bin", user=NOBODY)

        assert refused.returncode == 1
        assert refused.stderr.startswith(f"Your user may not write to {open_folder / 'clone'}.\n")


def test_the_tests_name_the_packages_of_the_system_that_they_lack(clone: Path, bin_folder: Path) -> None:
    for there in ("redis-server", "node", "nginx", "varnishd", "caddy"):
        put(bin_folder, there, "")
    # The script also looks where Debian keeps PostgreSQL's programs, which are or are not on this machine.
    postgres = "" if list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) else " postgresql"

    refused = run(clone / "script" / "test", bin_folder)

    assert refused.returncode == 1
    assert refused.stderr == (
        f"The tests need these packages of the system: chromium{postgres} gettext npm.\n"
        f"Type as root: apt install chromium{postgres} gettext npm\n"
    )


def test_a_word_that_the_tests_do_not_know_is_refused(clone: Path, bin_folder: Path) -> None:
    asked = subprocess.run(
        ["/bin/sh", str(clone / "script" / "test"), "--fast"],
        env={"PATH": str(bin_folder)}, capture_output=True, text=True,
    )  # fmt: skip

    assert asked.returncode == 1
    assert asked.stderr.startswith("script/test does not know --fast.\n")

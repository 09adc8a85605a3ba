"""The secret key: made once, for its owner only, complete or not at all."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from presswerk import conf


def test_it_is_made_at_the_first_call_and_stays(tmp_path: Path) -> None:
    config = conf.load({}, tmp_path / "new")

    first = conf.secret_key(config)

    assert len(first) > 60
    assert conf.secret_key(config) == first
    assert conf.secret_key(conf.load({}, tmp_path / "other")) != first


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    config = conf.load({}, tmp_path)
    before = os.umask(0)
    try:
        conf.secret_key(config)
    finally:
        os.umask(before)

    assert stat.S_IMODE(conf.secret_key_path(config).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_processes_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    code = "import sys; from presswerk import conf; print(conf.secret_key(conf.load({}, sys.argv[1])))"

    def start(_: int) -> str:
        return subprocess.check_output([sys.executable, "-c", code, str(tmp_path)], text=True)

    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(start, range(4)))

    assert len(keys) == 1


def test_a_key_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("short\n")

    with pytest.raises(conf.ConfigError, match="too short"):
        conf.secret_key(conf.load({}, tmp_path))


def test_a_key_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret.key").mkdir()

    with pytest.raises(conf.ConfigError, match="cannot be read or made"):
        conf.secret_key(conf.load({}, tmp_path))

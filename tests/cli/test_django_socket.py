"""The socket between front and Django: short enough, and nobody else's."""

import os
import stat
from pathlib import Path

import pytest

from presswerk.cli.django_socket import LONGEST_BYTES, django_socket
from presswerk.cli.store_deaths import distrust_store


def test_it_lies_in_the_data_folder(tmp_path: Path) -> None:
    path = django_socket(tmp_path)
    if len(os.fsencode(tmp_path / "run" / "django.sock")) <= LONGEST_BYTES:
        assert path == tmp_path / "run" / "django.sock"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_with_a_long_name_gets_a_short_socket(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 120)
    long.mkdir()
    path = django_socket(long)
    assert len(os.fsencode(path)) <= LONGEST_BYTES
    assert path == django_socket(long) != django_socket(tmp_path)
    path.parent.rmdir()


@pytest.mark.parametrize(("code", "is_emptied"), [(-7, True), (-11, True), (-9, False), (1, False)])
def test_a_death_by_damage_has_the_store_begun_anew(tmp_path: Path, code: int, is_emptied: bool) -> None:
    from presswerk.bake.store import Store

    store = Store(tmp_path / "bake", 8, 1)
    store.apply([], b"1")
    distrust_store(code, tmp_path / "bake")
    assert (store.cursor() is None) == is_emptied

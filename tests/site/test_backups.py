"""The daily backup: made by the worker's task, rotated, its failure among the failed jobs. About 5 s."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from presswerk import conf
from presswerk.site import backups
from presswerk.transfer.backup import rotation
from presswerk.transfer.backup.archive import read_manifest
from presswerk.transfer.backup.refused import Refused
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(monkeypatch, tmp_path: Path) -> Path:
    """The folder of daily backups, of which one a day stays."""
    real, folder = conf.current(), tmp_path / "backups"
    changed = {
        "backup_folder": str(folder),
        "backup_keep_daily": 1,
        "backup_keep_weekly": 0,
        "backup_keep_monthly": 0,
    }

    class Changed(SimpleNamespace):
        def __getattr__(self, name):
            return getattr(real, name)

    monkeypatch.setattr(conf, "current", lambda: Changed(**changed))
    return folder


def test_it_is_made_with_the_rendered_pages_and_older_ones_go(folder: Path) -> None:
    world.found_paper()
    folder.mkdir()
    (folder / "presswerk-2020-01-01T000000Z.tar").touch()
    (folder / "mine.tar").touch()

    backups.daily_backup.func()

    made = [path for path in folder.iterdir() if rotation.moment_of(path.name)]
    assert len(made) == 1
    assert read_manifest(made[0])["pages"].keys() == {"/"}
    assert (folder / "mine.tar").exists()


def test_one_that_fails_throws_no_older_one_away(folder: Path, monkeypatch) -> None:
    folder.mkdir()
    (folder / "presswerk-2020-01-01T000000Z.tar").touch()
    (folder / "presswerk-2020-01-02T000000Z.tar").touch()
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=0, total=1, used=1))

    with pytest.raises(Refused, match="MB free"):
        backups.daily_backup.func()

    assert len(list(folder.iterdir())) == 2

"""What the doctor says of daily backups."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from presswerk.cli.checks.backups import backups
from presswerk.cli.checks.finding import State
from presswerk.transfer.backup.rotation import name_for


@pytest.mark.parametrize(("hours", "state"), [([], State.WRONG), ([40], State.WRONG), ([500, 3], State.WELL)])
def test_the_last_one_may_be_a_day_and_a_half_old(tmp_path: Path, hours: list[int], state: State) -> None:
    for ago in hours:
        (tmp_path / name_for(datetime.now(UTC) - timedelta(hours=ago))).touch()

    [finding] = backups(SimpleNamespace(backup_folder=str(tmp_path)))  # type: ignore[arg-type]

    assert finding.state is state


def test_no_folder_is_told_and_one_that_is_missing_is_wrong(tmp_path: Path) -> None:
    [none] = backups(SimpleNamespace(backup_folder=""))  # type: ignore[arg-type]
    [missing] = backups(SimpleNamespace(backup_folder=str(tmp_path / "x")))  # type: ignore[arg-type]

    assert none.state is State.ATTENTION
    assert missing.state is State.WRONG

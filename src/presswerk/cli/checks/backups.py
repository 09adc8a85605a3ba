"""The daily backup: whether there is one, and how old it is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from presswerk.cli.checks.finding import Finding, attention, well, wrong
from presswerk.cli.words import _
from presswerk.conf import Config
from presswerk.transfer.backup.rotation import moment_of

OLDEST = timedelta(hours=36)


def backups(config: Config) -> Iterator[Finding]:
    """Only looks at names; `presswerk backup verify` sees whether one is good."""
    if not config.backup_folder:
        yield attention(
            _("Backup"), _("none is made each day"), _("Set backup_folder to a folder on another disk.")
        )
        return
    folder = Path(config.backup_folder)
    try:
        moments = [moment for path in folder.iterdir() if (moment := moment_of(path.name))]
    except OSError as error:
        yield wrong(
            _("Backup"), f"{folder}: {error.strerror}",
            _("Make the folder, and give the user of Presswerk the right to write it."),
        )  # fmt: skip
        return
    if not moments or datetime.now(UTC) - max(moments) > OLDEST:
        last = f"{max(moments):%Y-%m-%d %H:%M} UTC" if moments else _("never")
        yield wrong(
            _("Backup"), _("the last one was made: {moment}").format(moment=last),
            _("See Reports › Jobs in the editor, and that a worker runs."),
        )  # fmt: skip
    else:
        yield well(_("Backup"), _("{count} in {folder}").format(count=len(moments), folder=folder))

"""The daily backup: whether there is one, and how old it is."""

from collections.abc import Iterator

from presswerk.cli.checks.finding import Finding, attention, well, wrong
from presswerk.cli.words import _
from presswerk.conf import Config
from presswerk.site.condition.daily_backup import daily_backup


def backups(config: Config) -> Iterator[Finding]:
    """Only looks at names; `presswerk backup verify` sees whether one is good."""
    made = daily_backup(config)
    if made is None:
        yield attention(
            _("Backup"), _("none is made each day"), _("Set backup_folder to a folder on another disk.")
        )
    elif made.unreadable:
        yield wrong(
            _("Backup"), f"{made.folder}: {made.unreadable}",
            _("Make the folder, and give the user of Presswerk the right to write it."),
        )  # fmt: skip
    elif made.is_overdue:
        last = f"{made.last:%Y-%m-%d %H:%M} UTC" if made.last else _("never")
        yield wrong(
            _("Backup"), _("the last one was made: {moment}").format(moment=last),
            _("See Reports › Jobs in the editor, and that a worker runs."),
        )  # fmt: skip
    else:
        yield well(_("Backup"), _("{count} in {folder}").format(count=made.count, folder=made.folder))

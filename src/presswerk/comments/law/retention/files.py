"""What lies in files: mails that were not sent but written, and the list of erasures."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from presswerk.comments.law import erasure_journal, mail_traces

_WRITTEN = re.compile(r"^(\d{8}-\d{6})-")
_CHUNK = 500


class MailFiles:
    """Their names begin with the moment (see `jobs.mail_transport.write_file`)."""

    def some(self, cutoff: datetime) -> list[Path]:
        """The next chunk."""
        found = self._over(cutoff)
        return [file for file, _number in zip(found, range(_CHUNK), strict=False)]

    def apply(self, files: list[Path]) -> int:
        """Delete them."""
        for file in files:
            file.unlink(missing_ok=True)
        return len(files)

    def count(self, cutoff: datetime) -> int:
        """All of them."""
        return sum(1 for _file in self._over(cutoff))

    def _over(self, cutoff: datetime) -> Iterator[Path]:
        for file in mail_traces.files():
            written = _written(file)
            if written is not None and written < cutoff:
                yield file


def _written(file: Path) -> datetime | None:
    found = _WRITTEN.match(file.name)
    return datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC) if found else None


class ErasureLines:
    """Lines of the list of erasures."""

    def some(self, cutoff: datetime) -> list[datetime]:
        """The moment before which lines go, when there are such."""
        return [cutoff] if self.count(cutoff) else []

    def apply(self, cutoffs: list[datetime]) -> int:
        """Write the list anew without them."""
        return sum(erasure_journal.forget_before(cutoff) for cutoff in cutoffs)

    def count(self, cutoff: datetime) -> int:
        """How many are over."""
        return sum(1 for line in erasure_journal.lines() if line.at < cutoff)

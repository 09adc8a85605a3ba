"""The import of a file as a whole."""

import time
from collections.abc import Callable
from pathlib import Path

from presswerk.transfer.jsonl.lines import Lines
from presswerk.transfer.jsonl.reading import candidates
from presswerk.transfer.loading import Loader
from presswerk.transfer.report import ImportReport, Progress, Remark

DEFAULT_SOURCE = "jsonl"


def import_file(
    path: Path,
    *,
    source: str = DEFAULT_SOURCE,
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
    tell: Callable[[Remark], None] | None = None,
) -> ImportReport:
    """Import the articles of a JSON Lines file, one a line; docs/reference/jsonl-format.md has the fields.

    Safe to repeat and to interrupt: an article is known again by `source` and its id. One that is
    unchanged is left as it is, a changed one is updated, one that the newsroom has deleted stays deleted.
    A line that cannot be read is reported and stops no other. `dry_run` changes nothing. `progress` is
    called after every batch, `tell` for every refusal and remark when it is met.

    Raises UnreadableFile when the file is no UTF-8 text, OSError when it cannot be opened.
    """
    started = time.monotonic()
    lines = Lines(path)
    loader = Loader(source, dry_run=dry_run)
    loader.report.tell = tell

    def after_batch() -> None:
        if progress is not None:
            progress(Progress(loader.report.read, lines.bytes_read, lines.bytes_total))

    report = loader.load(candidates(lines, path.resolve().parent), after_batch)
    report.seconds = time.monotonic() - started
    return report

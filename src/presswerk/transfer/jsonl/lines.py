"""The lines of a file, one after the other, in bounded memory."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# An article of a million words is shorter.
MOST_LINE_BYTES = 10 * 1024 * 1024

_OTHER_ENCODINGS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "gzip",
}


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number, from 1; `error` says why there is no text."""

    number: int
    text: str = ""
    error: str = ""


class Lines:
    """Iterates over the lines of a file that are not empty. `bytes_read` tells how far it is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.bytes_total = path.stat().st_size
        self.bytes_read = 0

    def __iter__(self) -> Iterator[Line]:
        """Raises UnreadableFile for a file in another encoding than UTF-8."""
        with self._path.open("rb") as file:
            self._skip_mark(file)
            for number, (content, is_whole) in enumerate(self._read(file), start=1):
                if not is_whole:
                    megabytes = MOST_LINE_BYTES // 1024**2
                    yield Line(number, error=f"The line is longer than {megabytes} MB.")
                elif content.strip():
                    yield _decoded(number, content)

    def _skip_mark(self, file: IO[bytes]) -> None:
        head = file.read(4)
        for mark, name in _OTHER_ENCODINGS.items():
            if head.startswith(mark):
                raise UnreadableFile(
                    f"{self._path.name} is {name}, and only UTF-8 text is read. Convert it first."
                )
        file.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)

    def _read(self, file: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
        """Each line, and whether it is whole; of one that is too long nothing is kept."""
        while content := file.readline(MOST_LINE_BYTES + 1):
            self.bytes_read += len(content)
            is_whole = len(content) <= MOST_LINE_BYTES or content.endswith(b"\n")
            while not content.endswith(b"\n") and (rest := file.readline(MOST_LINE_BYTES)):
                self.bytes_read += len(rest)
                content = rest
            yield (content if is_whole else b"", is_whole)


def _decoded(number: int, content: bytes) -> Line:
    try:
        return Line(number, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Line(number, error=f"Byte {error.start + 1} of the line is not UTF-8.")

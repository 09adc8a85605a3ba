"""Bodies on their way, kept in memory while they are short and in a temporary file when they are not.

A renderer is held only as long as it works, never as long as a client's line is slow: its answer is taken
as fast as it comes, and a request reaches it when it is complete.
"""

import asyncio
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import IO

MEMORY_BYTES = 512 * 1024
PIECE_BYTES = 64 * 1024


class TooLarge(Exception):
    """The body is longer than is taken."""


async def gather(pieces: AsyncIterator[bytes], most_bytes: int) -> tuple[IO[bytes], int]:
    """Read a whole body; the file, at its beginning, and its length. Raises TooLarge."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115
    length = 0
    try:
        async for piece in pieces:
            length += len(piece)
            if length > most_bytes:
                raise TooLarge
            file.write(piece)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, length


class Pipe:
    """Written as fast as the answer comes, read as fast as the client takes it."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115
        self._written = 0
        self._read = 0
        self._ended = False
        self._failure: BaseException | None = None
        self._changed = asyncio.Event()

    async def fill(self, pieces: AsyncIterator[bytes]) -> None:
        """Take the pieces until they end. Their failure is given to the reader of this pipe."""
        try:
            async for piece in pieces:
                self._file.seek(self._written)
                self._file.write(piece)
                self._written += len(piece)
                self._changed.set()
        except Exception as error:
            self._failure = error
        finally:
            self._ended = True
            self._changed.set()

    async def pieces(self) -> AsyncIterator[bytes]:
        """What has come, as it comes. Raises what `fill` met, after the last piece."""
        while True:
            while self._read < self._written:
                self._file.seek(self._read)
                piece = self._file.read(min(PIECE_BYTES, self._written - self._read))
                self._read += len(piece)
                yield piece
            if self._ended:
                break
            self._changed.clear()
            await self._changed.wait()
        if self._failure is not None:
            raise self._failure

    def close(self) -> None:
        """Give the memory or the file back."""
        self._file.close()

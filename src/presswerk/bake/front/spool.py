"""Bodies on their way, kept in memory while they are short and in a temporary file when they are not.

A renderer is held only as long as it works, never as long as a client's line is slow: its answer is taken
as fast as it comes, and a request reaches it when it is complete.
"""

import asyncio
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO

MEMORY_BYTES = 512 * 1024
PIECE_BYTES = 64 * 1024


class TooLarge(Exception):
    """The body is longer than is taken."""


async def gather(pieces: AsyncIterator[bytes], most_bytes: int) -> tuple[bytes | IO[bytes], int]:
    """Read a whole body, and its length. Raises TooLarge.

    A short one is bytes: whoever sends a file on reads it in a thread, which costs as much as all the rest.
    A long one is a file, at its beginning, which the caller closes.
    """
    held: list[bytes] = []
    file: IO[bytes] | None = None
    length = 0
    try:
        async for piece in pieces:
            length += len(piece)
            if length > most_bytes:
                raise TooLarge
            if file is None and length > MEMORY_BYTES:
                file = TemporaryFile()  # noqa: SIM115
                file.writelines(held)
                held.clear()
            if file is None:
                held.append(piece)
            else:
                file.write(piece)
    except BaseException:
        if file is not None:
            file.close()
        raise
    if file is None:
        return b"".join(held), length
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

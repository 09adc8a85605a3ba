from datetime import datetime
from typing import Any


class Refused(Exception):
    """Raised when a text is not taken. `code` is put into words by the form; nothing was stored."""

    def __init__(
        self, code: str, params: dict[str, Any] | None = None, until: datetime | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.params = params or {}
        self.until = until
        """When it may be tried again, for what is a matter of time."""


class Stale(Exception):
    """Raised when the draft's article is not what it was when it was read; nothing was stored."""

"""A clock that tests turn forward: what Django and the store take for the present."""

import time
from datetime import datetime, timedelta

import pytest
from django.utils import timezone


class TurnedClock:
    """Real time plus what was added. It lasts as long as the monkeypatch."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = 0.0
        now, seconds = timezone.now, time.time
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(seconds=self.ahead))
        monkeypatch.setattr(time, "time", lambda: seconds() + self.ahead)

    def now(self) -> datetime:
        """The present as everybody sees it now."""
        return timezone.now()

    def forward(self, minutes: int) -> None:
        """Let so many minutes pass."""
        self.ahead += minutes * 60

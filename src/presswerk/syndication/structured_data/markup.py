"""How structured data writes moments, and leaves out what has no value."""

from datetime import datetime
from typing import Any

from django.utils import timezone


def offset_datetime(moment: datetime | None) -> str:
    """ISO 8601 with the offset of the paper's time zone from UTC."""
    zone = timezone.get_default_timezone()
    return timezone.localtime(moment, zone).isoformat(timespec="seconds") if moment else ""


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """`data` without what has no value: schema.org knows no empty property."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}

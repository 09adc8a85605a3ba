"""Data in a page that no text of an author can break out of."""

import json
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

# "<" would end the element in "</script>" or open a comment in "<!--" (HTML standard, 4.12.1.3); the two
# separators end a line in JavaScript before 2019. JSON lets each be written as an escape.
_ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def script(data: dict[str, Any]) -> SafeString:
    """A data block with `data` as JSON-LD. The content policy bans scripts, which a data block is none of."""
    whole = {"@context": "https://schema.org", **data}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>\n')


def offset_datetime(moment: datetime | None) -> str:
    """ISO 8601 with the offset of the paper's time zone from UTC."""
    zone = timezone.get_default_timezone()
    return timezone.localtime(moment, zone).isoformat(timespec="seconds") if moment else ""


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """`data` without what has no value: schema.org knows no empty property."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}

"""Data in a page that no text of an author can break out of."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# "<" would end the element in "</script>" or open a comment in "<!--" (HTML standard, 4.12.1.3); the two
# separators end a line in JavaScript before 2019. JSON lets each be written as an escape.
_ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def article_id(number: int, root_url: str) -> str:
    """By what the data blocks of a page mean the same article: its address without its words."""
    return f"{root_url}/{number}"


def json_ld(data: dict[str, Any]) -> SafeString:
    """A data block with `data` as JSON-LD. The content policy bans scripts, which a data block is none of."""
    whole = {"@context": "https://schema.org", **data}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>\n')

"""How the front asks Django for a page to keep: by a header that nobody else can send."""

import hmac
from collections.abc import Mapping
from typing import Any

from presswerk.bake.store import Address, normal_path

HEADER = "X-Presswerk-Bake"
RESULT_HEADER = "X-Presswerk-Baked"


def address_asked_for(environ: Mapping[str, Any], token: str) -> Address | None:
    """The address of the page that the front wants kept; None for every other request (WSGI environment)."""
    given = environ.get("HTTP_X_PRESSWERK_BAKE", "")
    if not token or not given or not hmac.compare_digest(given.encode(), token.encode()):
        return None
    raw = environ.get("RAW_PATH") or environ.get("PATH_INFO", "/")
    return Address(environ.get("HTTP_HOST", ""), normal_path(raw), environ.get("QUERY_STRING", ""))

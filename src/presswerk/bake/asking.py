"""How the front asks Django for a page to keep: by a header that nobody else can send."""

import hmac
from collections.abc import Mapping
from typing import Any

from presswerk.bake.store import Address

TOKEN = "HTTP_X_PRESSWERK_BAKE"
ADDRESS = "HTTP_X_PRESSWERK_ADDRESS"
FRONT = "HTTP_X_PRESSWERK_FRONT"
FILE_HEADER = "X-Presswerk-File"
RESULT_HEADER = "X-Presswerk-Baked"


def address_asked_for(environ: Mapping[str, Any], token: str) -> Address | None:
    """The address of the page that the front wants kept; None for every other request (WSGI environment)."""
    given, address = environ.get(TOKEN, ""), environ.get(ADDRESS, "")
    if not token or not address or not hmac.compare_digest(given.encode(), token.encode()):
        return None
    return Address.parse(address)


def takes_files(environ: Mapping[str, Any], token: str) -> bool:
    """Whether who asks is a front, which answers with a file itself when it is told which (FILE_HEADER)."""
    given = [environ.get(TOKEN, ""), environ.get(FRONT, "")]
    return bool(token) and any(hmac.compare_digest(one.encode(), token.encode()) for one in given if one)

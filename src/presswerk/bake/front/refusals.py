"""Answers that need neither the store nor Django."""

from typing import Any

_PLAIN = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
_HTML = [("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store"), ("retry-after", "5")]
_POLICY = ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")

# Both languages, because nobody is there who could look up the newspaper's.
AWAY_PAGE = """<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Gleich wieder da</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }
</style>
<main>
<h1>Gleich wieder da</h1>
<p>Diese Seite kann im Augenblick nicht gezeigt werden.
Bitte versuchen Sie es in einer Minute noch einmal.</p>
<p lang="en">This page cannot be shown at the moment. Please try again in a minute.</p>
</main>
</html>
"""


def refuse(proto: Any, status: int, sentence: str, *more: tuple[str, str]) -> None:
    """Tell a client what was wrong with its request."""
    status_header = ("cache-status", "presswerk; detail=refused")
    proto.response_str(status, [*_PLAIN, status_header, *more], f"{sentence}\n")


def no_file(proto: Any, method: str) -> None:
    """Tell that a file is not there; nobody may keep that, because the next moment may bring it."""
    headers = [*_PLAIN, ("cache-status", "presswerk; detail=no-file")]
    if method == "HEAD":
        proto.response_empty(404, headers)
    else:
        proto.response_str(404, headers, "There is no such file.\n")


def away(proto: Any, method: str, status: int, page: str, detail: str) -> None:
    """Tell a reader that the page cannot be made now: 502, 503 or 504."""
    headers = [*_HTML, _POLICY, ("cache-status", f"presswerk; fwd=uri-miss; detail={detail}")]
    if method == "HEAD":
        proto.response_empty(status, headers)
    else:
        proto.response_str(status, headers, page or AWAY_PAGE)

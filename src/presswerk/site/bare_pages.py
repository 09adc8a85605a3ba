"""Error pages as fixed bytes: they need neither the database nor the template engine nor a language.

Both languages stand on them, because nothing can be looked up when they are shown.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_PAGE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<main>
<h1>{heading_de}</h1>
<p>{text_de}</p>
<p><a href="/">Zur Startseite</a></p>
<hr>
<section lang="en">
<h2>{heading_en}</h2>
<p>{text_en}</p>
<p><a href="/">Go to the front page</a></p>
</section>
</main>
</body>
</html>
"""
_SERVER_ERROR = _PAGE.format(
    title="Störung – Error 500",
    heading_de="Diese Seite kann gerade nicht angezeigt werden.",
    text_de="Bei uns ist ein Fehler aufgetreten; er ist aufgezeichnet worden. "
    "Bitte laden Sie die Seite in einer Minute noch einmal.",
    heading_en="This page cannot be shown at the moment.",
    text_en="Something went wrong on our side, and it has been recorded. "
    "Please load the page again in a minute.",
).encode()
_BAD_REQUEST = _PAGE.format(
    title="Nicht verstanden – Error 400",
    heading_de="Diese Anfrage konnte nicht verarbeitet werden.",
    text_de="Sie war unvollständig oder zu groß. Gehen Sie zurück: Teilen Sie einen sehr langen Text auf, "
    "oder laden Sie die Seite neu und senden Sie sie noch einmal ab.",
    heading_en="This request could not be processed.",
    text_en="It was incomplete or too large. Go back: divide a very long text, "
    "or load the page anew and send it again.",
).encode()
_FORBIDDEN = _PAGE.format(
    title="Kein Zugang – Error 403",
    heading_de="Diese Seite ist nicht für Sie freigegeben.",
    text_de="Wenn Sie zur Redaktion gehören, melden Sie sich an oder bitten Sie die Administration "
    "der Zeitung um eine Rolle, die das darf.",
    heading_en="This page is not open to you.",
    text_en="If you belong to the staff, log in, or ask an administrator of the newspaper "
    "for a role that may open it.",
).encode()


def _fixed(body: bytes, status: int) -> Callable[..., HttpResponseBase]:
    def view(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
        return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})

    return view


server_error = _fixed(_SERVER_ERROR, 500)
bad_request = _fixed(_BAD_REQUEST, 400)
forbidden = _fixed(_FORBIDDEN, 403)

"""In which language a page without a place in an edition answers: that of the link's address, else of what it
is about, else of the default edition."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

PARAMETER = "lang"


def asked_for(request: HttpRequest, of_subject: str = "") -> str:
    """The code of a language that the newspaper has."""
    known = {code for code, _name in settings.LANGUAGES}
    for code in (request.GET.get(PARAMETER, ""), of_subject):
        if code in known:
            return code
    return settings.LANGUAGE_CODE


@contextmanager
def speaking(request: HttpRequest, of_subject: str = "") -> Iterator[str]:
    """Answer in that language within the block."""
    code = asked_for(request, of_subject)
    with translation.override(code):
        request.LANGUAGE_CODE = code
        yield code

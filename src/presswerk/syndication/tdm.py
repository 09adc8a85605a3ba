"""Reserving text and data mining (TDM Reservation Protocol, W3C Community Group Final Report, 10 May 2024).

Read in the report's repository as of December 2025: a rule of the file needs `location`, a path by whose
beginning it holds, and `tdm-reservation`, the number 0 or 1; `tdm-policy` is optional and a whole address.
What a header says goes before the file, what a page says before both, so all three say the same here.

Three ways of saying the same, as the report has them: headers of each answer, a file for the whole site, and
`<meta>` elements in pages (`head`).
"""

from collections.abc import Callable

from django.conf import settings as django_settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from presswerk.syndication import in_force


class TdmReservationMiddleware:
    """Adds the headers to what readers get. MUST stand inside of EditionMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 200 and not request.path_info.startswith(django_settings.BAKE_PASSED):
            for name, value in in_force.of_request(request).reservation:
                response.headers[name] = value
        return response


@require_safe
def tdmrep(request: HttpRequest) -> HttpResponse:
    """`/.well-known/tdmrep.json`; 404 without a reservation."""
    found = dict(in_force.of_request(request).reservation)
    if not found:
        raise Http404("Nothing is reserved.")
    rule: dict[str, str | int] = {"location": "/", **found, "tdm-reservation": 1}
    return JsonResponse([rule], safe=False, json_dumps_params={"ensure_ascii": False})

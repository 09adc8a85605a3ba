"""The spam service at an address of the newspaper, where the setting `spam_service_mount` names one.

For a few sites that is enough. Each call takes one of the newspaper's threads; `presswerk spam serve` is the
process of its own for more.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path

from presswerk import conf
from presswerk.site.security.staff_area import accepts_post
from presswerk.site.spam_desk import answering
from presswerk.spam.service import Answer, Request


def addresses(mount: str) -> list[URLPattern]:
    """The service's addresses below the mount; none when there is no mount."""
    return [re_path(rf"^{mount}(?P<path>/.*)$", spam_service, name="spam_service")] if mount else []


@accepts_post
def spam_service(request: HttpRequest, path: str) -> HttpResponse:
    """Answer a call as the service alone does."""
    answer = _answer(request, path)
    response = HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)
    for name, value in answer.headers:
        response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, path: str) -> Answer:
    meta = request.META
    kilobytes = conf.current().spam_service_body_kilobytes
    announced = str(meta.get("CONTENT_LENGTH") or "0")
    if not announced.isdigit() or int(announced) > kilobytes * 1024:
        return answering().refuse(path, 413, "too_large", f"The call is larger than {kilobytes} KB.")
    return answering()(
        Request(
            method=request.method or "",
            path=path,
            query=str(meta.get("QUERY_STRING", "")).encode("latin-1", "replace"),
            host=str(meta.get("HTTP_HOST", "")),
            content_type=str(meta.get("CONTENT_TYPE", "")),
            authorization=str(meta.get("HTTP_AUTHORIZATION", "")),
            # Read from the stream: Django's own reading has a bound that this service's may lie above.
            body=request.read(int(announced)),
        )
    )

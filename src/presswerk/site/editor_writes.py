"""Editors' writes as one transaction each."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

# Uploads scale pictures and store files, previews render: neither may hold the database's write lock.
_WITHOUT = frozenset({"wagtailimages", "wagtaildocs"})


class EditorWritesMiddleware:
    """Runs each POST of the editor's screens in one transaction.

    Wagtail's own publishing, moving and unpublishing views are not atomic; with this the page, its
    log entry, the listing and the purges stand or fall together. Reading screens stay without a
    transaction: on SQLite even a reading one would take the write lock.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if request.method != "POST" or not request.path_info.startswith(f"/{settings.ADMIN_PATH}/"):
            return None
        match = request.resolver_match
        if match is None or _WITHOUT.intersection(match.namespaces) or "preview" in (match.url_name or ""):
            return None
        with transaction.atomic():
            return view(request, *args, **kwargs)

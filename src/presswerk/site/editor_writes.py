"""Editors' writes as one transaction each."""

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse

from presswerk.accounts.hashers import HashingBusy
from presswerk.accounts.pages import kept_text
from presswerk.accounts.views import busy
from presswerk.site.busy_database import is_busy

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
        # Exceptions of a view that is run here pass by the other middleware's process_exception.
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except HashingBusy:
            return busy(request)
        except OperationalError as error:
            if not is_busy(error):
                raise
            return kept_text.page(request, kept_text.kept(request), kept_text.BUSY)

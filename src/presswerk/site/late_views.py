"""Views that are loaded at their first request, because what they need is large and rarely asked for."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string


def late(view_class: str) -> Callable[..., HttpResponseBase]:
    """A view function for the class-based view at this dotted path. A wrong path fails at the request."""

    @cache
    def loaded() -> Callable[..., HttpResponseBase]:
        view: Callable[..., HttpResponseBase] = import_string(view_class).as_view()
        return view

    def view(request: HttpRequest, *arguments: object, **named: object) -> HttpResponseBase:
        return loaded()(request, *arguments, **named)

    return view

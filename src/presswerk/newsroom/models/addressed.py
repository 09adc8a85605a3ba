from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import DEFERRED
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from wagtail.models import PagePermissionTester, Site

from presswerk.newsroom import addresses


class Addressed:
    """What all pages of the paper share: an address made from the tree, one spelling, GET alone."""

    # Readers' pages are read; whatever takes a POST (comments) has an address of its own.
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]

    @classmethod
    def from_db(cls, db: str | None, field_names: Iterable[str], values: Sequence[Any]) -> Any:
        """As Django's, past the constructors of Wagtail and modelcluster.

        For a page that is being made they look for its children among the arguments and give it a content
        type; for one that is loaded they find nothing to do, which took a twentieth of an article's time.
        """
        if len(values) != len(cls._meta.concrete_fields):
            given, loaded = iter(values), set(field_names)
            values = [next(given) if f.attname in loaded else DEFERRED for f in cls._meta.concrete_fields]
        page: Any = cls.__new__(cls)
        models.Model.__init__(page, *values)
        page._state.adding = False
        page._state.db = db
        return page

    def path_in_edition(self) -> str:
        """The path below the edition's front page, with trailing slash, "" for the front itself."""
        root = addresses.root_of(self.url_path)
        return self.url_path[len(root.tree_path) :] if root else ""

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return (site id, "https://host", path), or None for a page that belongs to no site."""
        root = addresses.root_of(self.url_path)
        if root is None:
            return None
        return root.site.pk, root.root_url, f"/{root.prefix}{self.path_in_edition()}"

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str | None:
        """The path where the page belongs to the current or the only site, else the full address."""
        parts = self.get_url_parts(request)
        if parts is None:
            return None
        site_id, root_url, path = parts
        sites = {root.site.pk for root in addresses.roots()}
        if len(sites) == 1 or (current_site is not None and current_site.pk == site_id):
            return path
        return root_url + path

    url = property(get_url)

    @property
    def language(self) -> str:
        """The language code of the edition, without a query for the locale."""
        return addresses.language_of(self.locale_id)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or send other spellings of its address to the one that counts."""
        address = self.get_url(request)
        if address and address.startswith("/") and request.path != address:
            return HttpResponsePermanentRedirect(address)
        request.is_preview = False
        return self.render(request)

    def render(self, request: HttpRequest) -> HttpResponse:
        return TemplateResponse(request, self.template, self.get_context(request))

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail does, with everything that follows in one transaction."""
        with transaction.atomic():
            super().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail does, with everything that follows in one transaction."""
        with transaction.atomic():
            super().unpublish(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> "UnorderedTester":
        return UnorderedTester(user, self)


class UnorderedTester(PagePermissionTester):
    """Nobody sorts a section by hand: fronts are curated by pins, and sorting 100,000 rows hangs."""

    def can_reorder_children(self) -> bool:
        return False

"""The hosts under which pages are rendered and kept."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

from presswerk.newsroom import addresses


def sites() -> dict[str, Site]:
    """Host → site: the paper's own, or each site's if there are several."""
    found = {root.site.hostname: root.site for root in addresses.roots()}
    if len(found) > 1:
        return found
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return dict.fromkeys([host], next(iter(found.values()))) if found else {}

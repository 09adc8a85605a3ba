"""The publisher's entries as the statement reads them."""

from django.http import HttpRequest

from presswerk import bake
from presswerk.accessibility.models import AccessibilitySettings
from presswerk.newsroom.queries import paper as paper_queries

TAG = "accessibility-settings"


@bake.named_query
def settings(request: HttpRequest) -> AccessibilitySettings:
    """Those of the site that is asked; the defaults where nothing was entered yet."""
    bake.depends_on(TAG)
    site = paper_queries.site_of(request)
    found = AccessibilitySettings.objects.filter(site=site).first() if site else None
    return found or AccessibilitySettings()

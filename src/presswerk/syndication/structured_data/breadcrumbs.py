"""The way from the front to a page (https://schema.org/BreadcrumbList)."""

from typing import Any

from django.utils.translation import gettext as _


def breadcrumb_list(steps: list[dict[str, str]], home_url: str, root_url: str) -> dict[str, Any]:
    """The same steps as the page shows, from the front page to the page itself."""
    way = [(_("Home"), home_url), *((step["label"], step["url"]) for step in steps)]
    items = [
        {"@type": "ListItem", "position": position, "name": label, "item": root_url + path}
        for position, (label, path) in enumerate(way, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}

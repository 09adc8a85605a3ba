"""The paper's name, for packages below the newsroom."""

from presswerk.newsroom.models import SiteSettings


def name_of_paper() -> str:
    """As the publisher has set it; "" before the paper is founded. One query."""
    return (
        SiteSettings.objects.filter(site__is_default_site=True).values_list("name", flat=True).first() or ""
    )

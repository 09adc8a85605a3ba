from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    """The project itself: it hangs the packages together."""

    name = "presswerk.site"
    label = "presswerk_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from presswerk.accounts import paper_name
        from presswerk.site import naming, periodic

        periodic.register()
        paper_name.use_source(naming.name_of_paper)

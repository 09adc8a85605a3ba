from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    """The project itself: it hangs the packages together."""

    name = "presswerk.site"
    label = "presswerk_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from presswerk.site import periodic

        periodic.register()

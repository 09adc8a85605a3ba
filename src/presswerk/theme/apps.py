from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemeConfig(AppConfig):
    """Brings the reader pages' templates and static files."""

    name = "presswerk.theme"
    label = "theme"
    verbose_name = _("Theme")

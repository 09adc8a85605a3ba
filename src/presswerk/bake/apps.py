from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BakeConfig(AppConfig):
    name = "presswerk.bake"
    label = "bake"
    verbose_name = _("Bake")
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    name = "presswerk.comments.law"
    label = "comments_law"
    verbose_name = _("Comments and the law")
    default_auto_field = "django.db.models.BigAutoField"

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BakeConfig(AppConfig):
    name = "presswerk.bake"
    label = "bake"
    verbose_name = _("Bake")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # After every application, whichever is migrated last: migrations of SQLite rebuild tables, and
        # their triggers with them.
        post_migrate.connect(_install_triggers, dispatch_uid="bake.triggers")


def _install_triggers(using: str, plan: Any = None, **kwargs: Any) -> None:
    from django.db import connections

    from presswerk.bake import triggers

    triggers.install(connections[using])

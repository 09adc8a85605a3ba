from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessibilityConfig(AppConfig):
    name = "presswerk.accessibility"
    verbose_name = _("Accessibility")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from presswerk import bake
        from presswerk.accessibility import pages
        from presswerk.accessibility.in_force import TAG
        from presswerk.bake import Derived, Tracked
        from presswerk.newsroom import slots

        table = "accessibility_accessibilitysettings"
        bake.track(Tracked(table, (), loads=False, derived=(Derived(TAG),)))
        slots.register("site.footer", pages.in_footer)
        slots.register_public_paths("accessibility", pages.public)

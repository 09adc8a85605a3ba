from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    """The project itself: it hangs the packages together."""

    name = "presswerk.site"
    label = "presswerk_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from presswerk.accounts import paper_name
        from presswerk.comments.law.retention import engine
        from presswerk.site import naming, periodic
        from presswerk.transfer.backup import after_restore

        periodic.register()
        paper_name.use_source(naming.name_of_paper)
        # A backup remembers what has been erased since.
        after_restore.register("comments: erase again what was erased", engine.after_restore)

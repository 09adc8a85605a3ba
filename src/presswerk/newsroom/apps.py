from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "presswerk.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from presswerk.bake import reading
        from presswerk.newsroom import receivers, timed, tracked

        tracked.declare()
        reading.watch_models()
        receivers.connect()
        timed.register()

"""Django's entry to the jobs package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Periodic and timed jobs, outbox, mail."""

    name = "presswerk.jobs"
    label = "jobs"
    verbose_name = _("Jobs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from presswerk.jobs import alerts, checks, mail_transport, retention, wake_ups

        alerts.register()
        checks.register()
        mail_transport.register()
        retention.register()
        wake_ups.listen_for_tasks()

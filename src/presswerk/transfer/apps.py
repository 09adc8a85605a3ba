from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# An import asks for indexing itself; this finds what one left that died.
_SAFETY_NET = timedelta(minutes=10)


class TransferConfig(AppConfig):
    name = "presswerk.transfer"
    label = "transfer"
    verbose_name = _("Transfer")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from presswerk import jobs
        from presswerk.transfer.loading import indexing

        jobs.every("transfer: index what was imported", _SAFETY_NET, indexing.go_on)

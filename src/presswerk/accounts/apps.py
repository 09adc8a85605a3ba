"""Django's entry to the accounts package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Staff accounts."""

    name = "presswerk.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Attach the signals."""
        from presswerk.accounts import signals

        signals.connect()

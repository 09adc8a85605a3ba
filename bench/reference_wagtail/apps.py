from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "reference_wagtail"
    label = "stock"
    default_auto_field = "django.db.models.BigAutoField"

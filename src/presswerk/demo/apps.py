from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo newspaper. It has no tables of its own."""

    name = "presswerk.demo"
    label = "demo"

"""Loading Django, late and only once."""

import os


def set_up_django() -> None:
    """Load the project. Raises ConfigError before Django does, whose message would name no setting."""
    from presswerk import conf

    conf.current()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "presswerk.site.settings")
    import django

    django.setup()

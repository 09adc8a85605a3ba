"""Loading Django, late and only once."""

import gc
import os


def set_up_django() -> None:
    """Load the project. Raises ConfigError before Django does, whose message would name no setting."""
    from presswerk import conf

    conf.current()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "presswerk.site.settings")
    import django

    # Loading makes a million objects that all stay: to look for garbage among them costs a tenth of the time,
    # and after a fork it would copy the pages that the processes share.
    gc.disable()
    try:
        django.setup()
    finally:
        gc.freeze()
        gc.enable()

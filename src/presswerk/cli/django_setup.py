"""Loading Django, late and only once."""

import gc
import os


def set_up_django() -> None:
    """Load the project. Raises ConfigError or Refusal before Django does, which would name no setting."""
    from presswerk import conf
    from presswerk.cli.preflight import require_libraries

    require_libraries(conf.current())
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

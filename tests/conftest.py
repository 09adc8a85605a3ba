"""What every test shares: a data folder of its own, chosen before Django reads its settings.

``DJANGO_SETTINGS_MODULE`` does not stand in pyproject.toml, because pytest-django would load the settings
before this file, with the developer's own newspaper in them.
"""

import atexit
import os
import shutil
import tempfile

import django

for name in [name for name in os.environ if name.startswith("PRESSWERK_")]:
    del os.environ[name]
DATA = tempfile.mkdtemp(prefix="presswerk-tests-")
os.environ["PRESSWERK_DATA"] = DATA
atexit.register(shutil.rmtree, DATA, ignore_errors=True)


def pytest_configure() -> None:
    """Load Django with this process's folder, and leave pytest-xdist's workers to do the same for theirs."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "presswerk.site.settings"
    django.setup()
    del os.environ["DJANGO_SETTINGS_MODULE"]

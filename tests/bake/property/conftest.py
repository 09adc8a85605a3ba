"""The made newspaper, and nothing of it left behind for the tests of other files."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def copies(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator:
    """Copies of the newspaper; whoever uses it gets the template's own database back."""
    from django.conf import settings
    from django.core.signals import got_request_exception

    from tests.bake.property.newspaper import Copies
    from tests.conftest import DATA
    from tests.databases import use_copy_of_template

    before = {name: getattr(settings, name) for name in ("BAKE_FOLDER", "FRONT_PLAN", "BAKE_STRICT")}
    with django_db_blocker.unblock():
        use_copy_of_template(Path(DATA))
        settings.BAKE_STRICT = True
        yield Copies(tmp_path_factory.mktemp("copies"))
        got_request_exception.disconnect(dispatch_uid="property")
        use_copy_of_template(Path(DATA))
    for name, value in before.items():
        setattr(settings, name, value)

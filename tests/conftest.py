"""What every test shares: a data folder of its own, chosen before Django reads its settings.

``DJANGO_SETTINGS_MODULE`` does not stand in pyproject.toml, because pytest-django would load the settings
before this file, with the developer's own newspaper in them.
"""

import atexit
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django
import pytest

from tests.shared_data import SHARED_DATA

for name in [name for name in os.environ if name.startswith("PRESSWERK_")]:
    del os.environ[name]
DATA = tempfile.mkdtemp(prefix="presswerk-tests-")
os.environ["PRESSWERK_DATA"] = DATA
atexit.register(shutil.rmtree, DATA, ignore_errors=True)

if "--postgres" in sys.argv or "TESTS_POSTGRES_URL" in os.environ:
    from tests.servers import Postgres

    if "TESTS_POSTGRES_URL" not in os.environ:
        server = Postgres()
        server.__enter__()
        atexit.register(server.__exit__, None, None, None)
        os.environ["TESTS_POSTGRES_URL"] = server.url()  # pytest-xdist's workers inherit it
    os.environ["PRESSWERK_DATABASE_URL"] = os.environ["TESTS_POSTGRES_URL"]

if "--services" in sys.argv or "TESTS_REDIS_URL" in os.environ:
    if "TESTS_REDIS_URL" not in os.environ:
        from tests.s3 import Bucket, s3_server
        from tests.servers import redis

        services = ExitStack()
        atexit.register(services.close)
        # pytest-xdist's workers inherit both.
        os.environ["TESTS_REDIS_URL"] = services.enter_context(redis())
        os.environ["TESTS_MEDIA_URL"] = Bucket(services.enter_context(s3_server())).url()
    os.environ["PRESSWERK_REDIS_URL"] = os.environ["TESTS_REDIS_URL"]
    os.environ["PRESSWERK_MEDIA_URL"] = os.environ["TESTS_MEDIA_URL"]

# Here and not in a hook: the conftest.py of a folder is read before any hook runs, and names models.
os.environ["DJANGO_SETTINGS_MODULE"] = "presswerk.site.settings"
django.setup()
# An unnamed read of any reader's page fails the test that asks for it.
django.conf.settings.BAKE_STRICT = True
# pytest-xdist's workers load Django by themselves, each with a data folder of its own.
del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--long``, as script/test has it."""
    parser.addoption("--long", action="store_true", help="run the long profiles too")
    parser.addoption(
        "--postgres", action="store_true", help="run on a PostgreSQL server that this run starts and ends"
    )
    parser.addoption(
        "--services", action="store_true", help="run with a Redis and a bucket that this run starts and ends"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was not asked for, and what lacks its data."""
    for item in items:
        if config.getoption("--postgres") and not item.get_closest_marker("both_databases"):
            item.add_marker(pytest.mark.skip(reason="says nothing about the database"))
        if config.getoption("--services") and not item.get_closest_marker("with_services"):
            item.add_marker(pytest.mark.skip(reason="says nothing about Redis or buckets"))
        if item.get_closest_marker("long") and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="a long profile; run it with --long"))
        if item.get_closest_marker("shared_data") and not SHARED_DATA.is_dir():
            reason = f"{SHARED_DATA} is not there; PRESSWERK_TEST_DATA may name another folder"
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item):
    """Bring the migrated rows back after a test that ends by emptying all tables (a transactional one)."""
    yield
    marker = item.get_closest_marker("django_db")
    emptied = (marker is not None and marker.kwargs.get("transaction")) or (
        "transactional_db" in getattr(item, "fixturenames", ())
    )
    if emptied:
        from pytest_django.plugin import blocking_manager_key

        from tests.databases import use_copy_of_template

        with item.config.stash[blocking_manager_key].unblock():
            use_copy_of_template(Path(DATA))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests had real articles, and what script/test found before pytest began."""
    counts = {
        outcome: sum("shared_data" in report.keywords for report in terminalreporter.getreports(outcome))
        for outcome in ("passed", "failed", "error", "skipped")
    }
    ran = counts["passed"] + counts["failed"] + counts["error"]
    terminalreporter.write_line(
        f"Tests that read ../shared/data: {ran} ran, {counts['skipped']} did not (the folder is "
        f"{'there' if SHARED_DATA.is_dir() else 'not there'})."
    )
    if "CHECKS_FAILED" in os.environ:
        failed = os.environ["CHECKS_FAILED"].split()
        terminalreporter.write_line(
            f"Checks before pytest: {'FAILED: ' + ', '.join(failed) if failed else 'all passed'}."
        )


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> None:
    """A copy of the one migrated template database, instead of 17 seconds of migrations for each process."""
    from tests.databases import use_copy_of_template

    with django_db_blocker.unblock():
        use_copy_of_template(Path(DATA))


@pytest.fixture
def paper(db):
    """An empty newspaper; the front page of its German edition."""
    from tests import world

    return world.found_paper()


@pytest.fixture
def politik(paper):
    """The section that Anna edits."""
    from tests import world

    return world.make_section("Politik")


@pytest.fixture
def sport(paper):
    """The section that Ben edits."""
    from tests import world

    return world.make_section("Sport")


@pytest.fixture
def reader(client):
    """Clara, who reads and has no account: a client that follows nothing and brings no cookie."""
    client.defaults["HTTP_HOST"] = "127.0.0.1"
    return client

"""What no ready page may stand in for."""

import pytest

from presswerk import conf
from presswerk.cli.front_plan import plan_of
from presswerk.site.passed_on import passed_on


@pytest.mark.parametrize(("mount", "is_there"), [("", False), ("spam-service", True)])
def test_a_mounted_service_gets_its_calls_with_all_parameters(mount, is_there, monkeypatch, tmp_path):
    monkeypatch.setenv("PRESSWERK_SPAM_SERVICE_MOUNT", mount)
    monkeypatch.setenv("PRESSWERK_DATA", str(tmp_path))
    config = conf.load()
    assert ("/spam-service/" in passed_on(config)) is is_there
    assert plan_of(config).passed == passed_on(config)

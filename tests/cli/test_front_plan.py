"""The front's plan when settings are read anew beside a front that runs."""

from dataclasses import replace
from pathlib import Path

from presswerk.bake.front.plan import KnownParameters, load
from presswerk.cli.front_plan import plan_of, plan_path, renew_plan
from presswerk.conf import Config
from presswerk.conf import load as load_settings


def settings(data: Path, **changed: str) -> Config:
    return load_settings({f"PRESSWERK_{name.upper()}": value for name, value in changed.items()}, data)


def test_settings_come_in_and_what_django_told_stays(tmp_path: Path) -> None:
    before = settings(tmp_path, base_url="https://zeitung.example")
    told = replace(
        plan_of(before),
        bakes=True,
        hosts={"zeitung.example": "zeitung.example", "localhost": "zeitung.example"},
        queries=(KnownParameters("/.*", ("before",)),),
        passed=("/admin/", "/suche/"),
    )
    told.save(plan_path(before))
    renew_plan(
        settings(
            tmp_path,
            base_url="https://zeitung.example",
            allowed_hosts="neu.example",
            access_log="all",
            bake_megabytes="9",
        )
    )
    plan = load(plan_path(before))
    assert (plan.bakes, plan.token, plan.queries) == (True, told.token, told.queries)
    assert plan.hosts["neu.example"] == "zeitung.example"
    assert "/suche/" in plan.passed
    assert plan.store_megabytes == 9
    assert plan.access_log
    assert plan.access_log.ready


def test_nothing_is_written_while_nothing_has_changed(tmp_path: Path) -> None:
    config = settings(tmp_path)
    renew_plan(config)
    assert not plan_path(config).exists()
    plan_of(config).save(plan_path(config))
    before = plan_path(config).stat().st_mtime_ns
    renew_plan(config)
    assert plan_path(config).stat().st_mtime_ns == before

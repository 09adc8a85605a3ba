"""The plan as a file, and a front that takes a new one while it runs."""

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from presswerk.bake.front.plan import Files, KnownParameters, Plan, PlanError, load

from .conftest import Newspaper, wait_for


def test_a_plan_comes_back_as_it_was_written(tmp_path: Path) -> None:
    plan = Plan(
        hosts={"a.example": "b.example"},
        passed=("/admin/",),
        queries=(KnownParameters("/s/.*", ("before", "page")),),
        static=Files("/static/", "/srv/static", headers=(("x-a", "1"),)),
        trusted_proxies=("10.0.0.0/8",),
    )
    plan.save(tmp_path / "front.json")
    assert load(tmp_path / "front.json") == plan
    assert stat.S_IMODE((tmp_path / "front.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "[]", '{"format": 99}', '{"format": 1, "colour": "red"}'])
def test_what_is_no_plan_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "front.json").write_text(content)
    with pytest.raises(PlanError):
        load(tmp_path / "front.json")
    with pytest.raises(PlanError):
        load(tmp_path / "missing.json")


def test_a_new_plan_is_taken_and_a_broken_one_is_not(paper: Newspaper) -> None:
    path = paper.world / "front.json"
    replace(paper.plan, hosts={**paper.plan.hosts, "new.example": "new.example"}).save(path)
    # Each of the front's processes takes it by itself, and which one answers is chance.
    wait_for(lambda: all(paper.get("/cookie/", Host="new.example").status == 200 for _ in range(30)))
    path.write_text("{")
    wait_for(lambda: "keeps its old plan" in (paper.world / "front.log").read_text())
    assert paper.get("/cookie/", Host="new.example").status == 200
    paper.plan.save(path)
    wait_for(lambda: paper.get("/cookie/", Host="new.example").status == 421)


def test_the_front_loads_neither_django_nor_pydantic() -> None:
    code = (
        "import sys, presswerk.bake.front.server\n"
        "heavy = ('django', 'wagtail', 'psycopg', 'pydantic', 'lxml', 'PIL')\n"
        "sys.exit(any(name.partition('.')[0] in heavy for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], env=os.environ.copy()).returncode == 0

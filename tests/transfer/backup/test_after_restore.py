"""The seam for rules that run after a restore."""

import pytest

from presswerk.transfer.backup import after_restore

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def none_registered(monkeypatch):
    monkeypatch.setattr(after_restore, "_functions", {})


def test_they_run_in_the_order_of_their_names_and_registering_again_changes_nothing() -> None:
    ran: list[str] = []

    def forget() -> None:
        ran.append("forget")

    after_restore.register("b", forget)
    after_restore.register("b", forget)
    after_restore.register("a", lambda: ran.append("first"))

    assert after_restore.run_all() == ["a", "b"]
    assert ran == ["first", "forget"]


def test_a_name_belongs_to_one_function_and_one_that_fails_fails_the_restore() -> None:
    def fail() -> None:
        raise RuntimeError("no")

    after_restore.register("a", fail)
    with pytest.raises(ValueError, match="runs"):
        after_restore.register("a", print)
    with pytest.raises(RuntimeError):
        after_restore.run_all()

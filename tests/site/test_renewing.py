"""Pages that change without pause are rendered in turns, not without pause."""

import time

from presswerk.bake.store import Address
from presswerk.site import renewing
from presswerk.site.renewing import Renewer

HOT, COLD = Address("paper.example", "/hot/"), Address("paper.example", "/cold/")


def test_a_page_that_was_just_rendered_rests_while_others_are_rendered():
    renewer = Renewer(handler=None)  # type: ignore[arg-type]
    renewer._rendered[HOT] = time.monotonic()
    renewer.ask([HOT, COLD])
    assert renewer._next() == COLD


def test_a_page_that_has_rested_is_due(monkeypatch):
    monkeypatch.setattr(renewing, "REST_SECONDS", 0.01)
    renewer = Renewer(handler=None)  # type: ignore[arg-type]
    renewer._rendered[HOT] = time.monotonic()
    renewer.ask([HOT])
    assert renewer._next() == HOT


def test_pages_that_have_rested_are_forgotten():
    renewer = Renewer(handler=None)  # type: ignore[arg-type]
    renewer._rendered = {HOT: time.monotonic() - 60, COLD: time.monotonic()}
    renewer._forget_rested()
    assert list(renewer._rendered) == [COLD]

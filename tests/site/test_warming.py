"""Pages are made ready in a useful order, and only where it is needed."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from presswerk.bake.front.plan import Plan
from presswerk.bake.node import plan_path
from presswerk.bake.store import Address, Store, TagPurge
from presswerk.site import warming
from presswerk.site.renewing import render
from presswerk.site.wsgi import application
from tests import world

pytestmark = pytest.mark.django_db
HOST = "127.0.0.1"


@pytest.fixture
def store(paper, settings, tmp_path):
    """An empty store, and a front's plan whose token the renderings bear."""
    settings.BAKE_FOLDER = tmp_path / "bake"
    settings.FRONT_PLAN = tmp_path / "front.json"
    Plan(hosts={HOST: HOST}, token="t").save(plan_path())
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    from presswerk.bake.node import store_of_this_node

    found = store_of_this_node()
    found.apply([], b"0")
    yield found
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_fronts_come_first_then_the_most_read_then_the_newest(store: Store, politik) -> None:
    old, new = world.make_articles(2, politik)
    read, other = Address(HOST, "/politik/"), Address(HOST, "/impressum/")
    world.make_plain_page("Impressum")
    for address, times in ((other, 1), (read, 3)):
        render(application, address)
        for _ in range(times):
            assert store.find(address.key) is not None
    store.note_reads()

    found = list(warming.candidates(store))

    assert found == [Address(HOST, "/"), read, other, Address(HOST, new.url), Address(HOST, old.url)]


def test_only_what_is_not_fresh_is_rendered_and_the_machine_rests_meanwhile(store: Store, politik) -> None:
    world.make_articles(2, politik)
    assert warming.warm(application, store, share=1.0) == 3
    assert warming.warm(application, store, share=1.0) == 0

    store.apply([TagPurge("*")], b"1")

    rendered: list[Address] = []
    assert warming.warm(application, store, share=0.9, done=lambda a, _s: rendered.append(a)) == 3
    assert rendered[0] == Address(HOST, "/")
    found = store.find(rendered[0].key)
    assert found is not None
    assert found.is_fresh

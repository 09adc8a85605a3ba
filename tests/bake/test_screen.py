"""The bake's screen in the editor."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from presswerk.bake import changed
from presswerk.bake.models import SharedCache
from presswerk.bake.node import store_of_this_node
from presswerk.bake.store import Address, Page, TagPurge

pytestmark = pytest.mark.django_db


def log_in(client, *codenames: str) -> None:
    model = get_user_model()
    user = model.objects.create(**{model.USERNAME_FIELD: "anna@zeitung.example"})
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(user)


def test_it_shows_figures_slow_pages_purges_and_shared_caches(client) -> None:
    log_in(client, "view_purge")
    store = store_of_this_node()
    store.apply([], b"0")
    page = Page(200, (("Content-Type", "text/html"),), b"<p>", frozenset({"article:1"}), seconds=0.321)
    address = Address("paper.example", "/politik/flut-1/")
    store.put(store.begin(), address, page)
    store.find(address.key)
    store.note_reads()
    store.apply([TagPurge("article:1")], b"1")
    changed("article:1", strength="soft")
    SharedCache.objects.create(
        url="https://cache.example/purge", failing_since=timezone.now(), last_error="401: <b>wrong</b>"
    )

    html = client.get(reverse("bake:overview")).content.decode()

    assert "/politik/flut-1/" in html
    assert "321 ms" in html
    assert "<code>article:1</code>" in html
    assert "401: &lt;b&gt;wrong" in html
    figures = store.figures()
    assert figures is not None
    hour = figures.hours[0]
    assert (hour.hits, hour.renders, hour.purges) == (1, 1, 1)


def test_only_those_who_may_see_it_do(client) -> None:
    log_in(client)

    answer = client.get(reverse("bake:overview"))

    assert answer.status_code == 302
    assert (
        reverse("bake:overview") not in client.get(reverse("wagtailadmin_home"), follow=True).content.decode()
    )

"""A desk with Mara and Milo, who moderate, and comments that wait for them."""

import shutil
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from presswerk import conf
from presswerk.accounts.models import User
from presswerk.comments import filtering, hashing, markup, threads
from presswerk.comments.models import Comment, Debate, Sender, State
from presswerk.comments.moderation.teaching import insult_engine
from presswerk.newsroom.groups import group_name
from tests import world

_numbers = count(1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def untaught():
    """Filters that have learned nothing yet."""
    engines = (filtering.engine, insult_engine)
    for opened in engines:
        opened.cache_clear()
    for name in ("comments", "insults"):
        shutil.rmtree(conf.current().data / "spam" / name, ignore_errors=True)
    yield
    for opened in engines:
        opened().close()
        opened.cache_clear()


@pytest.fixture
def article(politik):
    """A published article of Politik."""
    return world.make_article(politik, "Der Rat berät über die Brücke")


def member(name: str, role: str = "moderator") -> User:
    """Somebody of a role."""
    # The groups bear the names that they were made with, whatever language is in force now.
    person = User.objects.create_user(f"{name.lower()}@bote.example", first_name=name, last_name="Moder")
    UserProfile.objects.create(user=person, preferred_language="en")
    person.groups.add(Group.objects.get(name=group_name(role, "de")))
    return person


@pytest.fixture
def mara(db):
    return member("Mara")


@pytest.fixture
def milo(db):
    return member("Milo")


@pytest.fixture
def desk(client, mara):
    """Mara's client."""
    client.force_login(mara)
    client.defaults["HTTP_HOST"] = "127.0.0.1"
    return client


def write(article: Any, text: str = "", **fields: Any) -> Comment:
    """A comment as it lies in the database; it waits unless told otherwise."""
    number = next(_numbers)
    email = fields.pop("email", f"leser{number}@example.org")
    address = fields.pop("address", "203.0.113.7")
    at = fields.setdefault("submitted_at", timezone.now() - timedelta(hours=1) + timedelta(seconds=number))
    parent = fields.get("parent")
    path = threads.path_below(parent.path if parent else "", threads.segment(at))
    text = text or f"Das ist die {number}. Meinung zur Brücke."
    state = fields.setdefault("state", State.WAITING)
    public = state == State.PUBLISHED
    comment = Comment.objects.create(
        **{
            "article": article, "thread": threads.thread_of(path), "path": path,
            "author_name": f"Leserin {number}", "author_hash": hashing.of_email(email), "language": "de",
            "text": text, "html": markup.render(text), "shows_text": public, "is_visible": public,
            "published_at": at if public else None, **fields,
        }
    )  # fmt: skip
    Sender.objects.create(
        comment=comment, email=email, network=hashing.network_of(address),
        address_hash=hashing.of_network(address),
    )  # fmt: skip
    if public:
        debate, _new = Debate.objects.get_or_create(article=article)
        Debate.objects.filter(pk=debate.pk).update(comments=debate.comments + 1)
    return comment

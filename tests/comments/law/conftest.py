"""Clara writes, Rosa reports, Anna and Ben decide; mails are delivered as the worker would."""

from email import message_from_string
from email.policy import default

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone

from presswerk import conf
from presswerk.comments import hashing, threads
from presswerk.comments.actions import deciding
from presswerk.comments.models import Comment, Sender, State
from presswerk.jobs.clock import Clock
from presswerk.jobs.delivery_loop import DeliveryLoop
from presswerk.jobs.models import OutboxItem
from tests import world

CLARA = "clara@lesen.example"
ROSA = "rosa@lesen.example"
TEXT = "Der Bürgermeister ist ein Esel, und das steht auf dem Rathaus geschrieben."


def write(
    article,
    text=TEXT,
    *,
    name="Clara Cordes",
    email=CLARA,
    state=State.PUBLISHED,
    at=None,
    parent=None,
    language="de",
    network="203.0.113.0",
    confirmed_at=None,
) -> Comment:
    """A comment with its sender, as submitting leaves them."""
    at = at or timezone.now()
    own = threads.path_below(parent.path if parent else "", threads.segment(at))
    public = state == State.PUBLISHED
    comment = Comment.objects.create(
        article=article, parent=parent, thread=threads.thread_of(own), path=own, author_name=name,
        author_hash=hashing.of_email(email), language=language, text=text, html=f"<p>{text}</p>", state=state,
        shows_text=public, is_visible=public, submitted_at=at, published_at=at if public else None,
        decided_at=None if state == State.WAITING else at,
        fingerprint=hashing.keyed("tests", str(article.pk), str(parent), email, text),
    )  # fmt: skip
    Sender.objects.create(
        comment=comment, email=email, network=network, address_hash=hashing.of_network(network),
        confirmed_at=confirmed_at,
    )  # fmt: skip
    deciding.count_in(comment)
    return comment


@pytest.fixture
def article(paper):
    """An article that can be commented."""
    return world.make_article(title="Der Rat streitet über das Rathaus")


@pytest.fixture
def comment(article):
    """Clara's, public."""
    return write(article)


def account(name: str, *codenames: str):
    """An account with permissions."""
    model = get_user_model()
    user = model.objects.create_user(
        f"{name}@zeitung.example", "Deichschaf-47-Pegel", first_name=name.title()
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return model.objects.get(pk=user.pk)


@pytest.fixture
def anna(paper):
    """A moderator."""
    return account("anna", "moderate")


@pytest.fixture
def ben(paper):
    """Another moderator, who answers requests too."""
    return account("ben", "moderate", "handle_rights")


def waiting_mails(to: str = "") -> list:
    """Mails of the outbox that have not gone out, decoded, the oldest first."""
    items = OutboxItem.objects.filter(kind="mail", delivered_at=None).order_by("pk")
    return [
        message_from_string(item.payload["message"], policy=default)
        for item in items
        if not to or item.payload["to"] == to
    ]


def deliver() -> None:
    """Deliver all that waits in the outbox, as the worker would."""
    loop = DeliveryLoop("tests", Clock())
    while loop.step() == 0.0:
        pass


def link_in(mail) -> str:
    """The path of the first link of ours in a mail."""
    base = conf.current().base_url
    line = next(
        line.strip()
        for line in mail.get_content().splitlines()
        if line.strip().startswith(f"{base}/comment/")
    )
    return line.removeprefix(base)

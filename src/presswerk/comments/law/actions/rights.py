"""The rights of those about whom data are stored (GDPR, articles 12 to 20), by a signed link.

Asking writes one row and one item of the outbox and looks nothing up, so the answer and its time are the same
for an address that is known and for one that is not. The worker looks, and writes to the address: only its
owner learns anything.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from presswerk import jobs
from presswerk.accounts import limits
from presswerk.accounts.limits import Count, LimitReached, Rule
from presswerk.accounts.models import User
from presswerk.comments import hashing
from presswerk.comments.actions import auditing
from presswerk.comments.law import exporting, letters
from presswerk.comments.law.models import RightsRequest
from presswerk.comments.models import Comment, Sender
from presswerk.newsroom import slots

KIND = "comments-rights"
MAILS_TO_ADDRESS = Rule("mails about rights to an address", 3, timedelta(days=1))
MAILS_FROM_NETWORK = Rule("mails about rights from a network", 10, timedelta(hours=1))
MAILS_TO_NEW_ADDRESS = Rule("mails to confirm an address", 3, timedelta(days=1))


def due(received: datetime) -> datetime:
    """One month after receipt (GDPR, article 12(3)): the same day of the next month, or its last one."""
    year, month = divmod(received.year * 12 + received.month, 12)
    for day in range(received.day, received.day - 4, -1):
        try:
            return received.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def ask(email: str, language: str, client_address: str) -> None:
    """Ask for the link. Whether the address is known, and whether it has had its mails for today, changes
    nothing that the asker sees. Raises LimitReached for a network that asks too often."""
    limits.consume([Count(MAILS_FROM_NETWORK, limits.network_of(client_address))])
    email = hashing.normal_email(email)
    try:
        limits.consume([Count(MAILS_TO_ADDRESS, email)])
    except LimitReached:
        return
    now = timezone.now()
    with transaction.atomic():
        made = RightsRequest.objects.create(email=email, language=language, received_at=now, due_at=due(now))
        jobs.outbox.add(KIND, made.pk, {"request": made.pk})


def deliver(key: str, payload: dict[str, Any]) -> None:
    """Handler of the outbox: look what there is and send the link. Done again, the mail goes out once."""
    request = RightsRequest.objects.filter(pk=payload["request"], answered_at=None).exclude(email="").first()
    if request is None:
        return
    has_data = any_data(request.email)
    with transaction.atomic():
        letters.rights_link(request, has_data)
        request.answered_at = timezone.now()
        request.save(update_fields=["answered_at"])
        auditing.write("rights_answered", "request", request.pk, kind="job", found=has_data)


def any_data(email: str) -> bool:
    """Whether any package stores something about the address."""
    if exporting.has_data(email):
        return True
    return any(_holds_something(one.export(email)) for one in slots.reader_data() if one.name != "comments")


def _holds_something(data: dict[str, Any]) -> bool:
    return any(value not in (None, "", [], {}, ()) for name, value in data.items() if name != "email")


def everything(email: str) -> dict[str, Any]:
    """What all packages store about the address, by package."""
    return {one.name: one.export(email) for one in slots.reader_data()}


def erase(request: RightsRequest) -> int:
    """Erase it in all packages; how many records."""
    email = request.email
    count = sum(one.erase(email) for one in slots.reader_data())
    with transaction.atomic():
        RightsRequest.objects.filter(pk=request.pk).update(kind=RightsRequest.Kind.ERASURE)
        auditing.write("erased_all", "request", request.pk, kind="reader", records=count)
    return count


def rename(request: RightsRequest, name: str, comments: Iterable[int] | None = None) -> int:
    """Put another name over the comments (GDPR, article 16); how many. The name has been checked."""
    rows = Comment.objects.filter(author_hash=hashing.of_email(request.email)).exclude(author_name=name)
    if comments is not None:
        rows = rows.filter(pk__in=list(comments))
    with transaction.atomic():
        count = rows.update(author_name=name)
        RightsRequest.objects.filter(pk=request.pk).update(kind=RightsRequest.Kind.CORRECTION)
        auditing.write("renamed", "request", request.pk, kind="reader", comments=count)
    return count


def ask_new_email(request: RightsRequest, email: str) -> None:
    """Ask the owner of another address whether the comments shall be moved to it."""
    email = hashing.normal_email(email)
    try:
        limits.consume([Count(MAILS_TO_NEW_ADDRESS, email)])
    except LimitReached:
        return
    now = timezone.now()
    with transaction.atomic():
        made = RightsRequest.objects.create(
            kind=RightsRequest.Kind.CORRECTION, email=email, message=f"request {request.pk}",
            language=request.language, received_at=now, due_at=due(now), answered_at=now,
        )  # fmt: skip
        letters.new_email(made, email)


def move(confirmed: RightsRequest) -> int:
    """The new address is confirmed: its owner is the commenter now. How many comments moved."""
    number = confirmed.message.removeprefix("request ")
    old = RightsRequest.objects.filter(pk=int(number) if number.isdecimal() else 0).exclude(email="").first()
    if old is None:
        return 0
    before, after = hashing.of_email(old.email), hashing.of_email(confirmed.email)
    with transaction.atomic():
        rows = Comment.objects.filter(author_hash=before)
        Sender.objects.filter(comment__in=rows).exclude(email="").update(
            email=confirmed.email, confirmed_at=timezone.now()
        )
        count = rows.update(author_hash=after)
        RightsRequest.objects.filter(pk=old.pk).update(email="")
        auditing.write("email_changed", "request", confirmed.pk, kind="reader", comments=count)
    return count


def ask_other(request: RightsRequest, message: str) -> RightsRequest:
    """Ask what the page cannot do: the operator has one month."""
    now = timezone.now()
    with transaction.atomic():
        made = RightsRequest.objects.create(
            kind=RightsRequest.Kind.OTHER, email=request.email, message=message, language=request.language,
            received_at=now, due_at=due(now),
        )  # fmt: skip
        auditing.write("rights_asked", "request", made.pk, kind="reader")
    return made


def answer(request: RightsRequest, text: str, *, by: User) -> bool:
    """Answer by mail; False when somebody has answered meanwhile."""
    with transaction.atomic():
        found = RightsRequest.objects.select_for_update().get(pk=request.pk)
        if found.answered_at is not None:
            return False
        found.answer, found.answered_at, found.answered_by = text, timezone.now(), by
        found.save(update_fields=["answer", "answered_at", "answered_by"])
        auditing.write("rights_answered", "request", found.pk, by=by)
        letters.rights_answer(found)
    return True

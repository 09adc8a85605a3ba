"""Erasing what one e-mail address left here (GDPR, article 17), and single comments when their time is over.

The thread keeps a comment's place ("removed by its author"); name, address, text and what was found about
them go from the comments, their senders, reports, complaints, requests, mails, the pages of the bake and
the spam filters' journals.
"""

import logging
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from presswerk import bake, conf
from presswerk.comments import filtering, hashing, seams
from presswerk.comments.actions import deciding
from presswerk.comments.actions.auditing import ActorKind
from presswerk.comments.law import erasure_journal, mail_traces, overwriting
from presswerk.comments.law.models import Complaint, Report, RightsRequest, Statement
from presswerk.comments.models import Comment, Sender, State

log = logging.getLogger(__name__)
CHUNK = 100
INSULTS = "insults"
"""The folder in which the desk's engine for insults keeps its journal."""

Forget = Callable[[list[str], str], None]
_memories: dict[str, Forget] = {}


def register_memory(name: str, forget: Forget) -> None:
    """Take part in forgetting outside the database: `forget(submission ids, hash of the e-mail or "")`.

    Called after the rows are gone, and again by the next erasure of the same when it failed.
    """
    _memories[name] = forget


def erase(email: str) -> int:
    """Erase all that this address left with the comments; how many records. Doing it again changes nothing.

    Each comment goes in a transaction of its own, so that a hundred of them hold nobody up; cut short, it is
    finished by being called again.
    """
    email = hashing.normal_email(email)
    author = hashing.of_email(email)
    if not author:
        return 0
    pks = sorted({*_comments_of(author), *_comments_sent_from(email)})
    erasure_journal.write(timezone.now(), author, pks)
    return _erase(pks, author, email)


def erase_again(author: str, comments: Iterable[int]) -> int:
    """Carry out an erasure of the journal on a restored database, where only the hash is known."""
    return _erase(sorted({*_comments_of(author), *comments}), author, "")


def _comments_of(author: str) -> list[int]:
    return list(Comment.objects.filter(author_hash=author).values_list("pk", flat=True))


def _comments_sent_from(email: str) -> list[int]:
    # Stored in the one spelling, so the index finds them; it holds no empty ones, which has to be said.
    senders = Sender.objects.filter(email=email).exclude(email="")
    return list(senders.values_list("comment_id", flat=True))


def _erase(pks: list[int], author: str, email: str) -> int:
    count = 0
    texts: list[str] = []
    emails = {email}
    with overwriting.overwritten():
        for start in range(0, len(pks), CHUNK):
            for comment in Comment.objects.filter(pk__in=pks[start : start + CHUNK]).select_related("sender"):
                texts.append(comment.text)
                emails.add(getattr(getattr(comment, "sender", None), "email", ""))
                count += erase_comment(comment, kind="reader")
        count += _erase_reports(author, emails)
        count += _erase_requests(author, emails)
        count += mail_traces.erase(mail_traces.Traces(emails, texts))
    forget([f"comment:{pk}" for pk in pks], author)
    overwriting.empty_log()
    return count


def erase_comment(comment: Comment, *, kind: ActorKind) -> int:
    """Take everything from a comment but its place; 0 when that was done before.

    One transaction with the hard purge of the pages that show it. `kind` says who wanted it: "reader" for its
    author, "job" for retention.
    """
    with transaction.atomic():
        if comment.state != State.ERASED:
            deciding.decide(comment, State.ERASED, kind=kind)
        emptied = Comment.objects.filter(pk=comment.pk).exclude(text="", author_name="", author_hash="")
        count = emptied.update(
            author_name="", author_hash="", author_url="", staff=None, text="", html="", held_for=[],
            fingerprint=None, spam_probability=None, insult_probability=None,
        )  # fmt: skip
        Sender.objects.filter(comment=comment).delete()
        statements = Statement.objects.filter(comment=comment)
        Complaint.objects.filter(statement__in=statements, outcome="").update(
            outcome=Complaint.Outcome.MOOT, decided_at=timezone.now()
        )
        Complaint.objects.filter(statement__in=statements).update(text="", answer="")
        statements.update(facts="")
        seams.tell_erased(comment)
        bake.changed(f"debate:{comment.article_id}", strength="hard")
    return count


def _erase_reports(author: str, emails: Iterable[str]) -> int:
    """What the person wrote when reporting others. That there was a report stays, as a number."""
    count = 0
    for report in _of_person(Report.objects.exclude(email=""), author, emails):
        with transaction.atomic():
            Report.objects.filter(pk=report.pk).update(name="", email="", explanation="")
            Complaint.objects.filter(report=report, outcome="").update(
                outcome=Complaint.Outcome.MOOT, decided_at=timezone.now()
            )
            Complaint.objects.filter(report=report).update(text="", answer="")
        count += 1
    return count


def _erase_requests(author: str, emails: Iterable[str]) -> int:
    count = 0
    for request in _of_person(RightsRequest.objects.exclude(email=""), author, emails):
        count += RightsRequest.objects.filter(pk=request.pk).update(
            email="", message="", answer="", answered_at=request.answered_at or timezone.now()
        )
    return count


def _of_person(rows, author: str, emails: Iterable[str]) -> list:  # type: ignore[no-untyped-def]
    """Rows of the address; where only its hash is known, each row's address is hashed."""
    known = [email for email in emails if email]
    if known:
        found: dict[int, object] = {}
        for email in known:
            found |= {row.pk: row for row in rows.filter(email__iexact=email)}
        return list(found.values())
    return [row for row in rows.iterator(chunk_size=500) if hashing.of_email(row.email) == author]


def forget(ids: list[str], author: str) -> None:
    """Let the filters and whatever else remembers outside the database forget."""
    for name, memory in sorted(_memories.items()):
        try:
            memory(ids, author)
        except OSError:
            log.exception("The memory %s could not forget; erase again when its folder can be written.", name)
            raise


def _forget_in_filters(ids: list[str], author: str) -> None:
    """The engines for advertising and for insults keep features of texts by hash, with the author's."""
    engines = [filtering.engine()]
    insults = conf.current().data / "spam" / INSULTS
    from presswerk.spam import Engine

    opened = Engine(insults, "insult") if insults.is_dir() else None
    try:
        for engine in [*engines, *([opened] if opened else [])]:
            for one in ids:
                engine.forget(one)
            if author:
                engine.forget_author(author)
    finally:
        if opened:
            opened.close()


register_memory("filters", _forget_in_filters)

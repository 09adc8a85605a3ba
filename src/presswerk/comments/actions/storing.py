"""Comments on their way to the disk: their rows, and all that is written with them in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from presswerk.accounts import limits
from presswerk.comments import hashing, markup, seams, threads
from presswerk.comments.actions import auditing, deciding, replying
from presswerk.comments.actions.judging import Judged
from presswerk.comments.draft import Draft
from presswerk.comments.models import AuditEntry, Comment, Sender, State
from presswerk.comments.taming import tame
from presswerk.newsroom.prepared import insert_all


@dataclass(frozen=True)
class Ready:
    """All that is to be stored of one draft."""

    draft: Draft
    judged: Judged
    comment: Comment
    counts: list[limits.Count]
    is_crowded: bool


def made_of(draft: Draft, judged: Judged, fingerprint: str) -> Comment:
    """The comment's row, not stored yet."""
    assert draft.at is not None
    own = threads.segment(draft.at)
    path = threads.path_below(draft.parent.path if draft.parent else "", own)
    public = judged.state == State.PUBLISHED
    text = tame(draft.text)
    return Comment(
        article=draft.article,
        parent=draft.parent,
        thread=threads.thread_of(path),
        path=path,
        author_name=draft.name,
        author_hash=hashing.of_email(draft.email),
        author_url=draft.url,
        staff=draft.staff,
        by_author=draft.staff is not None and _is_author(draft),
        language=draft.language,
        text=text,
        html=markup.render(text),
        state=judged.state,
        shows_text=public,
        is_visible=public,
        submitted_at=draft.at,
        published_at=draft.at if public else None,
        decided_at=draft.at if judged.state != State.WAITING else None,
        held_for=judged.reasons,
        spam_probability=judged.probability,
        fingerprint=fingerprint,
        **seams.scores(draft),
    )


def store(many: Sequence[Ready]) -> None:
    """Rows, senders, entries of the audit log, counts and what follows. MUST be called within a transaction.

    Rates are counted in the transaction of the comments that they count, so they are exact across processes.
    They and the debates come late: on PostgreSQL whoever comments on the same article waits from there on.
    All is written in the order of keys that others may write too, so that no two wait for each other. Raises
    limits.LimitReached and IntegrityError (sent twice at the same moment): then none of them is stored.
    """
    many = sorted(many, key=lambda one: one.comment.fingerprint or "")
    comments = [one.comment for one in many]
    insert_all(comments, told_apart_by="fingerprint")
    insert_all([_sender(one) for one in many])
    entries = [_entry(one) for one in many]
    insert_all(entries, told_apart_by="subject_id")
    limits.count_all(count for one in many for count in one.counts)
    deciding.count_all_in(comments, {one.comment.article_id for one in many if one.is_crowded})
    for one, entry in zip(many, entries, strict=True):
        seams.tell_decided(one.comment, entry)
        # What is taken for advertising gets no mail sent in this paper's name.
        if one.draft.wants_replies and one.draft.email and one.judged.state != State.SPAM:
            replying.ask_to_confirm(one.comment, one.draft)


def _sender(one: Ready) -> Sender:
    draft = one.draft
    return Sender(
        comment_id=one.comment.pk,
        email=draft.email,
        network=hashing.network_of(draft.address),
        address_hash=hashing.of_network(draft.address),
        wants_replies=draft.wants_replies,
        seconds_to_fill=draft.seconds_to_fill,
        signed_proof=draft.proof,
    )


def _entry(one: Ready) -> AuditEntry:
    judged = one.judged
    return auditing.entry_of(
        {State.PUBLISHED: "publish", State.SPAM: "spam"}.get(judged.state, "hold"),
        "comment",
        one.comment.pk,
        by=one.draft.staff,
        kind=judged.kind,
        comment=one.comment,
        before=None,
        after=judged.state.value,
        reasons=[reason["code"] for reason in judged.reasons],
        probability=judged.probability,
    )


def _is_author(draft: Draft) -> bool:
    return draft.article.credits.filter(author__user=draft.staff).exists()

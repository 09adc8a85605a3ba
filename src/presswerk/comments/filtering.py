"""The spam filter, as comments use it: one folder for all of the newspaper's processes."""

from functools import cache
from typing import TYPE_CHECKING

from presswerk import conf
from presswerk.comments import hashing
from presswerk.comments.draft import Draft
from presswerk.comments.models import Comment
from presswerk.newsroom.models import ArticlePage

if TYPE_CHECKING:
    from presswerk.spam import Engine, Submission

_TERMS = 40


@cache
def engine() -> "Engine":
    """Opened at the first call in each process; its threads share it."""
    from presswerk.spam import Engine

    return Engine(conf.current().data / "spam" / "comments", "spam")


def submission_of(text: Comment | Draft) -> "Submission":
    """What the engines judge and learn: the same signals of a draft and of the comment it became.

    A comment's time to fill, network and website are known as long as its sender is kept.
    """
    return _of_draft(text) if isinstance(text, Draft) else _of_comment(text)


def _of_draft(draft: Draft) -> "Submission":
    from presswerk.spam import Submission

    return Submission(
        text=draft.text,
        id=f"comment:{draft.comment_id}" if draft.comment_id else None,
        text_format="markdown",
        author_name=draft.name,
        author_email_hash=hashing.of_email(draft.email) or None,
        address_hash=hashing.of_network(draft.address) or None,
        url=draft.url or None,
        article_language=draft.language,
        article_terms=terms_of(draft.article),
        seconds_to_fill=draft.seconds_to_fill,
        honeypot_filled=draft.honeypot_filled,
        pow_solved=draft.proof,
        user_role="editor" if draft.staff else None,
        submitted_at=draft.at,
        thread=str(draft.article.number),
    )


def _of_comment(comment: Comment) -> "Submission":
    sender = getattr(comment, "sender", None)
    from presswerk.spam import Submission

    return Submission(
        text=comment.text,
        id=f"comment:{comment.pk}",
        text_format="markdown",
        author_name=comment.author_name,
        author_email_hash=comment.author_hash or None,
        address_hash=(sender.address_hash or None) if sender else None,
        url=comment.author_url or None,
        article_language=comment.article.language,
        article_terms=terms_of(comment.article),
        seconds_to_fill=sender.seconds_to_fill if sender else None,
        honeypot_filled=None,
        pow_solved=sender.signed_proof if sender else None,
        user_role="editor" if comment.staff_id else None,
        submitted_at=comment.submitted_at,
        thread=str(comment.article.number),
    )


def terms_of(article: ArticlePage) -> tuple[str, ...]:
    """Words that the article is about: those of its headline and lead."""
    return tuple(dict.fromkeys(f"{article.title} {article.lead}".split()))[:_TERMS]

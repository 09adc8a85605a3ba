"""From Akismet's fields to what the filter is asked.

Source of the names: akismet.com/developers, "comment check", and what WordPress's own plugin sends.
"""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from presswerk.spam.service.form import Form
from presswerk.spam.service.hashing import LearnerHashes
from presswerk.spam.submission import Submission, TextFormat

TEST_AUTHOR = "viagra-test-123"
TEST_EMAIL = "akismet-guaranteed-spam@example.com"
WHAT_CAN_BE_JUDGED = ("comment_content", "comment_author", "comment_author_email", "comment_author_url")
MOST_TERMS = 50
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_TERM = re.compile(r"[^\W\d_]{4,40}")
_WORDPRESS_HONEYPOT = "POST_ak_hp_textarea"
_TRUE = frozenset({"1", "true", "yes", "on"})


def submission(form: Form, hashes: LearnerHashes, now: datetime) -> Submission:
    """What the form tells of a text. Fields that are missing or make no sense are unknown, never an error."""
    text = form.text("comment_content")
    author, email = form.word("comment_author"), form.word("comment_author_email")
    url, permalink = form.word("comment_author_url"), form.word("permalink")
    return Submission(
        text=text,
        id=hashes.submission(text, author, email, url),
        text_format=_text_format(text),
        author_name=author or None,
        author_email_hash=hashes.email(email),
        address_hash=hashes.network(form.word("user_ip") or form.word("comment_author_IP")),
        url=url or None,
        article_language=language(form.word("blog_lang")),
        article_terms=_terms(form.all("comment_context"), permalink),
        # What a browser says of when its script began is unsigned, and its clock may be wrong: not used.
        seconds_to_fill=None,
        honeypot_filled=honeypot(form),
        user_role="administrator" if is_administrator(form) else form.word("user_role") or None,
        submitted_at=moment(form.word("comment_date_gmt"), now),
        # By it the filter remembers texts for a while; of a test nothing is to be remembered.
        thread=None if is_test(form) else hashes.thread(_article(permalink, form)),
    )


def is_test(form: Form) -> bool:
    """Whether nothing is to be learned or counted from this call."""
    return form.word("is_test").lower() in _TRUE


def is_administrator(form: Form) -> bool:
    """Whether the site vouches for the author. WordPress sends all roles, separated by commas."""
    return "administrator" in {role.strip().lower() for role in form.text("user_role").split(",")}


def is_documented_spam(form: Form) -> bool:
    """Whether it bears one of Akismet's two test values, which are always spam."""
    return (
        form.word("comment_author").lower() == TEST_AUTHOR
        or form.word("comment_author_email").lower() == TEST_EMAIL
    )


def honeypot(form: Form) -> bool | None:
    """Whether the hidden field was filled; None when the site has none.

    >>> honeypot(Form([("honeypot_field_name", b"trap"), ("trap", b"x")]))
    True
    >>> honeypot(Form([("POST_ak_hp_textarea", b"")])), honeypot(Form([]))
    (False, None)
    """
    name = form.word("honeypot_field_name")
    fields = [field for field in (name, f"POST_{name}") if name and field in form]
    if _WORDPRESS_HONEYPOT in form:
        fields.append(_WORDPRESS_HONEYPOT)
    if not fields:
        return None
    return any(form.word(field) for field in fields)


def language(text: str) -> str | None:
    """The first language that the site names, as BCP 47.

    >>> language("de_DE"), language("en, fr_ca"), language("")
    ('de-DE', 'en', None)
    """
    found = _LANGUAGE.match(text)
    return found[0].replace("_", "-") if found else None


def moment(text: str, now: datetime) -> datetime:
    """When it was written: ISO 8601 or WordPress's own way, in UTC; now where that makes no sense.

    >>> now = datetime(2026, 11, 25, tzinfo=UTC)
    >>> moment("2026-11-23 10:00:00", now).isoformat(), moment("yesterday", now) == now
    ('2026-11-23T10:00:00+00:00', True)
    """
    try:
        at = datetime.fromisoformat(text.replace(" ", "T", 1).replace("Z", "+00:00"))
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return now
    # WordPress has 0000-00-00 for drafts and clients have wrong clocks.
    return at if now - timedelta(days=3650) < at <= now else now


def _article(permalink: str, form: Form) -> str:
    return permalink.partition("#")[0] or form.word("comment_post_ID")


def _terms(context: list[str], permalink: str) -> tuple[str, ...] | None:
    """What the article is about: its tags and categories, and the words of its address."""
    try:
        path = unquote(urlsplit(permalink).path)
    except ValueError:
        path = ""
    last = path.rstrip("/").rpartition("/")[2]
    words = _TERM.findall(" ".join([*context[:MOST_TERMS], last])[:4000].lower())
    return tuple(dict.fromkeys(words))[:MOST_TERMS] or None


def _text_format(text: str) -> TextFormat:
    """Forums send BBCode and most others HTML, and none says which."""
    return "bbcode" if re.search(r"\[/(?:url|b|i|quote|img|size|color)\]", text[:20_000], re.I) else "html"

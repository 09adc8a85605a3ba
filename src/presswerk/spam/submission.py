"""What is judged: one text that somebody sent in, and what is known about how it came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TextFormat = Literal["plain", "markdown", "html", "bbcode"]


@dataclass(frozen=True, slots=True)
class Submission:
    """One text to judge or to learn from. All but the text may be None: what is not known counts for nothing.

    The caller hashes e-mail and network address with a key of its own before they come here, so that
    neither can be read back from the journal.
    """

    text: str
    id: str | None = None
    """The caller's name for it; needed to forget it later."""
    text_format: TextFormat | None = None
    author_name: str | None = None
    author_email_hash: str | None = None
    """Keyed hash of the normalised e-mail address, hexadecimal."""
    address_hash: str | None = None
    """Keyed hash of the network the text came from (IPv4 /24, IPv6 /48), hexadecimal."""
    url: str | None = None
    """The website that the author named as their own."""
    article_language: str | None = None
    """BCP 47, such as `de`; only its first part counts."""
    article_terms: tuple[str, ...] | None = None
    """Words that the article is about, its headline's among them."""
    seconds_to_fill: float | None = None
    honeypot_filled: bool | None = None
    pow_solved: bool | None = None
    """Whether a proof of work was asked for and done; None when none was asked for."""
    user_role: str | None = None
    """`administrator`, `editor` or `author` for staff that is logged in; the first is never spam."""
    submitted_at: datetime | None = None
    """With a time zone."""
    thread: str | None = None
    """What it was written under, such as the article's number: repeats count across threads."""

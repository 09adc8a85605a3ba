"""What the native API takes and gives, as types: checked at the door, and the source of its document."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from presswerk.spam.service.akismet_fields import MOST_TERMS
from presswerk.spam.service.hashing import LearnerHashes
from presswerk.spam.submission import Submission, TextFormat

Line = Annotated[str, Field(max_length=1000)]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="Its number, from the answer to a check.")]


class Strict(BaseModel):
    """A field that does not exist is an error: a misspelt one would be evidence lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Text(Strict):
    """A text and what is known about how it came. All but the text may be missing."""

    text: str = Field(description="What was written, as it was sent.")
    text_format: TextFormat | None = None
    author_name: Line | None = None
    author_email: Line | None = Field(None, description="Only a keyed hash of it is used.")
    author_url: Line | None = None
    ip: Line | None = Field(None, description="Only a keyed hash of its network (/24, /48) is used.")
    language: Line | None = Field(None, description="Of the article, BCP 47, such as `de`.")
    terms: list[Line] | None = Field(None, max_length=MOST_TERMS, description="What the article is about.")
    thread: Line | None = Field(None, description="What it was written under; only a keyed hash is used.")
    seconds_to_fill: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    honeypot_filled: bool | None = None
    pow_solved: bool | None = Field(None, description="Whether a proof of work was asked for and done.")
    user_role: Line | None = Field(None, description="`administrator` is never spam.")
    submitted_at: datetime | None = None
    site: Line | None = Field(None, description="The host under which the call is counted.")

    def submission(self, hashes: LearnerHashes, now: datetime) -> Submission:
        """What the filter is asked."""
        author, email, url = self.author_name or "", self.author_email or "", self.author_url or ""
        at = self.submitted_at
        return Submission(
            text=self.text,
            id=hashes.submission(self.text, author.strip(), email.strip(), url.strip()),
            text_format=self.text_format,
            author_name=author.strip() or None,
            author_email_hash=hashes.email(email),
            address_hash=hashes.network(self.ip or ""),
            url=url.strip() or None,
            article_language=self.language,
            article_terms=tuple(self.terms) if self.terms else None,
            seconds_to_fill=self.seconds_to_fill,
            honeypot_filled=self.honeypot_filled,
            pow_solved=self.pow_solved,
            user_role=self.user_role,
            submitted_at=now if at is None else at if at.tzinfo else at.replace(tzinfo=UTC),
            thread=hashes.thread(self.thread or ""),
        )


class Known(Strict):
    """A text that was judged, while it is kept (setting `spam_keep_texts_days`)."""

    id: Id


class Taught(Strict):
    """What a person decided."""

    label: Literal["spam", "ham"]
    reporter: Line | None = Field(
        None, description="Who decided; only a keyed hash is used, so that one person cannot teach much."
    )


class LearnText(Text, Taught):
    """A decision about a text."""


class LearnKnown(Known, Taught):
    """A decision about a text that is kept."""


class Worded(Strict):
    """In which language reasons are told."""

    reply_language: Literal["de", "en"] = "en"


class ExplainText(Text, Worded):
    """A text to be explained."""


class ExplainKnown(Known, Worded):
    """A kept text to be explained."""


class Author(Strict):
    """Whose texts are to be forgotten."""

    author_email: Annotated[str, Field(min_length=1, max_length=1000)]


def _kind(body: Any) -> str:
    return "by number" if isinstance(body, dict) and "id" in body else "in full"


Forgettable = Annotated[
    Annotated[Known, Tag("by number")] | Annotated[Author, Tag("in full")], Discriminator(_kind)
]
Learnable = Annotated[
    Annotated[LearnKnown, Tag("by number")] | Annotated[LearnText, Tag("in full")], Discriminator(_kind)
]
Explainable = Annotated[
    Annotated[ExplainKnown, Tag("by number")] | Annotated[ExplainText, Tag("in full")], Discriminator(_kind)
]


class ReasonGiven(BaseModel):
    """One piece of evidence."""

    code: str
    params: dict[str, Any]
    share: float = Field(
        description="Positive toward spam, negative away from it; absolute shares add up to 1."
    )


class Judged(BaseModel):
    """What the filter says."""

    id: Id
    spam: bool = Field(description="Whether the probability is 0.5 or more, or the decision is to discard.")
    probability: float = Field(ge=0, le=1, description="Calibrated.")
    decision: Literal["publish", "hold", "discard"]
    reasons: list[ReasonGiven] = Field(description="The weightiest first.")
    model_version: str


class ReasonTold(ReasonGiven):
    """The same in words."""

    words: str


class Explained(Judged):
    """What the filter says, and why, in words."""

    reasons: list[ReasonTold]  # type: ignore[assignment]


class Learned(BaseModel):
    """The decision is on the disk."""

    id: Id
    label: Literal["spam", "ham"]


class Forgotten(BaseModel):
    """Nothing is known of it any more."""

    decisions: int = Field(description="How many were unlearned.")


class Problem(BaseModel):
    """Why it was refused."""

    error: str = Field(description="A word for programs, such as `unknown_key`.")
    message: str = Field(description="A sentence for people.")
    fields: dict[str, str] | None = Field(None, description="What is wrong with which field.")

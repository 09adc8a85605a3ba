"""What a line may hold. docs/reference/jsonl-format.md is the same in words; a test compares the two."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from presswerk.newsroom.models import ArticlePage, AuthorProfile
from presswerk.transfer.incoming import Refused
from presswerk.transfer.jsonl.moments import moment

MOST_BODY_CHARACTERS = 1_000_000
# The time for Markdown may grow with the square of its length.
MOST_MARKDOWN_CHARACTERS = 200_000
# Numbers are drawn upward from the highest, so one near the end of what a column holds would end them.
MOST_NUMBER = 10**12
_MOST_NAMED = 100


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


def _as_moment(value: Any) -> Any:
    return moment(value) if isinstance(value, str) else value


def _as_path(value: Any) -> Any:
    return (
        "/".join(value) if isinstance(value, list) and all(isinstance(name, str) for name in value) else value
    )


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_object(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _as_picture(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


def _one_of(choices: Sequence[str]) -> AfterValidator:
    def check_choice(value: str) -> str:
        if value not in choices:
            raise ValueError(f"“{value[:60]}” is not one of: {', '.join(filter(None, choices))}.")
        return value

    return AfterValidator(check_choice)


OneLine = Annotated[str, BeforeValidator(_one_line)]
Name = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1)]
Moment = Annotated[datetime, BeforeValidator(_as_moment)]
SectionName = Annotated[str, BeforeValidator(_as_path), StringConstraints(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class Person(_Part):
    """A name of the byline; all but name and role count when the profile is made."""

    name: Name
    role: OneLine = ""
    kind: Annotated[str, _one_of(AuthorProfile.Kind.values)] = "staff"
    position: OneLine = ""
    short_biography: OneLine = ""
    biography: str = ""
    email: OneLine = ""


class PictureFile(_Part):
    """A picture file beside the file that is imported."""

    file: Name
    alt: OneLine = ""
    caption: OneLine = ""
    credit: OneLine = ""
    licence: OneLine = ""
    decorative: bool = False


class CorrectionText(_Part):
    """What was wrong, and when it was put right."""

    text: Name
    at: Moment


class ArticleLine(_Part):
    """An article. The first six fields are needed, all others may be left out or null."""

    id: Annotated[Name, BeforeValidator(_as_text), StringConstraints(max_length=200)]
    headline: Name
    section: SectionName
    published: Moment
    body: Annotated[str, StringConstraints(max_length=MOST_BODY_CHARACTERS)]
    body_format: Literal["html", "markdown", "text"]

    kicker: OneLine = ""
    lead: str = ""
    short_headline: OneLine = ""
    authors: Annotated[
        list[Annotated[Person, BeforeValidator(_as_object)]],
        BeforeValidator(_as_list),
        Field(max_length=_MOST_NAMED),
    ] = []
    topics: Annotated[list[Name], BeforeValidator(_as_list), Field(max_length=_MOST_NAMED)] = []
    updated: Moment | None = None
    language: OneLine = ""
    slug: OneLine = ""
    number: Annotated[int, Field(ge=1, le=MOST_NUMBER)] | None = None
    picture: Annotated[PictureFile, BeforeValidator(_as_picture)] | None = None
    picture_caption: OneLine = ""
    kind: Annotated[str, _one_of(ArticlePage.Kind.values)] = "news"
    label: Annotated[str, _one_of(ArticlePage.Label.values)] = ""
    corrections: Annotated[list[CorrectionText], Field(max_length=_MOST_NAMED)] = []
    further_sections: Annotated[
        list[SectionName], BeforeValidator(_as_list), Field(max_length=_MOST_NAMED)
    ] = []
    canonical_source: OneLine = ""
    comments_open: bool = True
    seo_title: OneLine = ""
    search_description: OneLine = ""
    live: bool = True
    expires: Moment | None = None


def check(data: dict[str, Any]) -> ArticleLine:
    """The line's fields. Raises Refused with everything that is wrong with them, three faults at most."""
    try:
        line = ArticleLine.model_validate({key: value for key, value in data.items() if value is not None})
    except ValidationError as error:
        raise Refused(" ".join(_sentences(error))) from None
    if line.body_format == "markdown" and len(line.body) > MOST_MARKDOWN_CHARACTERS:
        raise Refused(f"The body has more than {MOST_MARKDOWN_CHARACTERS:,} characters of Markdown.")
    return line


_MOST_FAULTS = 3


def _sentences(error: ValidationError) -> list[str]:
    faults = error.errors(include_url=False, include_input=False)
    sentences = [_sentence(fault) for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        sentences.append(f"{len(faults) - _MOST_FAULTS} more faults follow.")
    return sentences


def _sentence(fault: Any) -> str:
    name = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "missing":
        return f"The field “{name}” is missing."
    message = fault["msg"].removeprefix("Value error, ").rstrip(".")
    return f"The field “{name}”: {message[:1].lower() + message[1:] if message[:2].istitle() else message}."

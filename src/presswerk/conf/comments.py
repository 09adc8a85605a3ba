"""Settings of comments."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from presswerk.conf._kinds import Duration
from presswerk.conf._setting import Setting

_Count = Annotated[int, Field(ge=1, le=1_000_000)]

SETTINGS = (
    Setting(
        "comments_per_network",
        _Count,
        10,
        "How many comments may come from one network (IPv4 /24, IPv6 /48) within ten minutes.",
    ),
    Setting(
        "comments_per_article",
        _Count,
        120,
        "How many comments one article may get within a minute; above a quarter of it a proof of work is "
        "asked for.",
    ),
    Setting(
        "comments_proof",
        Literal["auto", "always", "never"],
        "auto",
        "When commenters' computers must do a proof of work: by the rate of comments, always or never.",
    ),
    Setting(
        "comments_edit_window",
        Duration,
        timedelta(minutes=15),
        "How long a comment may be edited by its author.",
    ),
    Setting(
        "comments_own_link_days",
        Annotated[int, Field(ge=1, le=3650)],
        365,
        "How long the signed link to the page of one's own comment stays good.",
        "days",
    ),
    Setting(
        "comments_website_field", bool, False, "Whether the form asks for the commenter's website (optional)."
    ),
)

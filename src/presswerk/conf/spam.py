"""Settings of the spam service that others' sites can call."""

from typing import Annotated

from pydantic import Field

from presswerk.conf._kinds import PathSegment, Port, Text
from presswerk.conf._setting import Setting

SETTINGS = (
    Setting(
        "spam_service_host",
        Text,
        "127.0.0.1",
        "The address of this machine on which `presswerk spam serve` listens.",
    ),
    Setting("spam_service_port", Port, 8400, "The port on which `presswerk spam serve` listens."),
    Setting(
        "spam_service_workers",
        Annotated[int, Field(ge=1, le=64)],
        1,
        "Number of processes of `presswerk spam serve`.",
    ),
    Setting(
        "spam_service_mount",
        PathSegment | Annotated[str, Field(max_length=0)],
        "",
        "The first part of the address under which the newspaper itself answers as spam service, such as "
        '"spam-service"; nothing means that it does not.',
    ),
    Setting(
        "spam_service_body_kilobytes",
        Annotated[int, Field(ge=64, le=65_536)],
        2048,
        "The largest call that the spam service reads; WordPress sends a comment twice, and each character "
        "outside ASCII in up to twelve bytes.",
        "KB",
    ),
    Setting(
        "spam_service_body_seconds",
        Annotated[int, Field(ge=1, le=300)],
        10,
        "How long a call to the spam service may take to arrive.",
        "seconds",
    ),
    Setting(
        "spam_calls_per_minute",
        Annotated[int, Field(ge=0, le=1_000_000)],
        60_000,
        "How many calls a new key of the spam service may make in a minute, by itself as many as one core "
        "answers; 0 means any number.",
    ),
    Setting(
        "spam_calls_per_month",
        Annotated[int, Field(ge=0, le=1_000_000_000)],
        0,
        "How many texts a new key of the spam service may have judged in a month; 0 means any number.",
    ),
    Setting(
        "spam_keep_texts_days",
        Annotated[int, Field(ge=0, le=365)],
        0,
        "How long the spam service keeps texts that it has judged, so that a decision can be explained or "
        "taught later by its number alone; 0 means that no text is ever stored.",
        "days",
    ),
)

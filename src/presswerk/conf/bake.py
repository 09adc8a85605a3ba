"""Settings of the store of ready pages and of the front."""

from typing import Annotated

from pydantic import Field

from presswerk.conf._setting import Setting

SETTINGS = (
    Setting(
        "bake_megabytes",
        Annotated[int, Field(ge=8, le=1_000_000)],
        512,
        "Size of the store of ready pages; those least recently read make room for new ones.",
        unit="MB",
    ),
    Setting(
        "front_memory_megabytes",
        Annotated[int, Field(ge=1, le=10_000)],
        16,
        "How much of the pages read last the front keeps in its own memory besides.",
        unit="MB",
    ),
)

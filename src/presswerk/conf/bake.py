"""Settings of the store of ready pages and of the front."""

from typing import Annotated, Literal

from pydantic import Field

from presswerk.conf._kinds import Flag, Text, url_of
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
    Setting(
        "front_realtime",
        Flag,
        False,
        "Ready pages go out before anything else on the machine is done, so that readers feel nothing of "
        "full cores; needs LimitRTPRIO=1 in the unit of systemd, or the capability SYS_NICE.",
    ),
    Setting(
        "cdn_purge_url",
        url_of("http", "https"),
        "",
        "Where the shared cache before the newspaper is told what to forget; nothing means there is none.",
    ),
    Setting(
        "cdn_kind",
        Literal["varnish", "fastly", "cloudflare", "http"],
        "http",
        "What kind of shared cache is told; http gets a POST with a list of surrogate keys in JSON.",
    ),
    Setting("cdn_token", Text, "", "What proves to the shared cache that a purge is ours.", secret=True),
)

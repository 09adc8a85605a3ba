"""Settings of the newsroom."""

from typing import Annotated

from pydantic import Field

from presswerk.conf._kinds import LanguageCode, TimeZone, WebAddress
from presswerk.conf._setting import Setting

SETTINGS = (
    Setting("language", LanguageCode, "de", "The language of the main edition and of the editor's screens."),
    Setting("languages", list[LanguageCode], ["de", "en"], "The languages in which there are editions."),
    Setting(
        "time_zone", TimeZone, "Europe/Berlin", "The time zone in which the newspaper tells dates and times."
    ),
    Setting(
        "upload_max_megabytes",
        Annotated[int, Field(ge=1, le=10_000)],
        20,
        "The largest file that an editor may upload.",
        "MB",
    ),
    Setting(
        "upload_max_megapixels",
        Annotated[int, Field(ge=1, le=1_000)],
        60,
        "The largest picture that an editor may upload.",
        "million pixels",
    ),
    Setting(
        "embed_hosts",
        list[WebAddress],
        [
            "https://www.youtube-nocookie.com",
            "https://player.vimeo.com",
            "https://platform.twitter.com",
            "https://www.openstreetmap.org",
            "https://mastodon.social",
        ],
        "Other sites whose pages may be shown in an article after the reader's click; "
        "a list of your own replaces this one, so name again what shall stay.",
    ),
)

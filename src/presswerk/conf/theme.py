"""Settings of what readers see."""

from presswerk.conf._kinds import Text
from presswerk.conf._setting import Setting

SETTINGS = (
    Setting(
        "theme",
        Text,
        "sachlich",
        "The look of the reader pages: sachlich, boulevard, or a folder with a theme of your own.",
    ),
)

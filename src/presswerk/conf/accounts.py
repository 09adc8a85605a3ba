"""Settings of staff accounts."""

from datetime import timedelta

from presswerk.conf._kinds import Duration, Text
from presswerk.conf._setting import Setting

SETTINGS = (
    Setting(
        "second_factor_groups",
        list[Text],
        [],
        'Groups whose members must have a second factor, such as ["Chief editors"], besides those chosen on '
        'the groups\' own screens; "all" means everybody, "superusers" those without any limit.',
    ),
    Setting(
        "second_factor_grace",
        Duration,
        timedelta(),
        "How long after the first log-in at which it is asked for a second factor may still be missing.",
    ),
    Setting(
        "invitation_lifetime",
        Duration,
        timedelta(days=7),
        "How long the link in an invitation to the staff works.",
    ),
)

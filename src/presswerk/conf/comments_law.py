"""Settings of what is kept of commenters and reporters, and for how long."""

from datetime import timedelta

from presswerk.conf._kinds import Duration
from presswerk.conf._setting import Setting


def _keep(name: str, days: int, help: str) -> Setting:
    return Setting(f"comments_keep_{name}", Duration, timedelta(days=days), help)


SETTINGS = (
    _keep("network", 7, "How long the network that a comment came from is kept, and its keyed hash."),
    _keep(
        "unconfirmed_email",
        30,
        "How long an e-mail address is kept that its owner has not confirmed; afterwards only "
        "its keyed hash.",
    ),
    _keep("email", 365, "How long a confirmed e-mail address is kept; afterwards only its keyed hash."),
    _keep(
        "rejected",
        200,
        "How long a rejected comment is kept; complaining must be possible for six months (DSA, article 20).",
    ),
    _keep("spam", 30, "How long a comment is kept that was taken for advertising."),
    _keep("withdrawn", 30, "How long the text of a comment is kept that its author has withdrawn."),
    _keep("reporters", 365, "How long name, address and words of a reporter are kept after the decision."),
    _keep(
        "decisions",
        1096,
        "How long decided reports, statements of reasons, complaints and answered requests are kept.",
    ),
    _keep("request_emails", 30, "How long the e-mail address of an answered request is kept."),
    _keep("audit", 1096, "How long the audit log of the moderation is kept."),
    _keep("votes", 180, "How long the keyed hash is kept that makes one vote of one reader."),
    _keep("mail_files", 30, "How long a mail is kept that was written into a file instead of being sent."),
    _keep("retention_runs", 1096, "How long it is kept what retention has done and when."),
    _keep(
        "erasures",
        730,
        "How long the list of erasures is kept that is carried out again after a restore; it holds keyed "
        "hashes only, and must reach back further than the oldest backup.",
    ),
)

"""Settings of jobs and mail."""

from typing import Annotated

from pydantic import Field

from presswerk.conf._kinds import Mailbox, url_of
from presswerk.conf._setting import Setting

SETTINGS = (
    Setting(
        "mail_url",
        url_of("smtp", "smtps", "smtp+tls", "file", "console"),
        "",
        "The mail server, such as smtp+tls://user:password@host:587; "
        "nothing means that mails become files in mail/ of the data folder.",
        secret=True,
    ),
    Setting(
        "operator_mail",
        Mailbox | Annotated[str, Field(max_length=0)],
        "",
        "Whom to tell by mail of jobs that failed, a disk that is nearly full and a worker that died; "
        "nothing means nobody.",
    ),
    Setting("mail_from", Mailbox, "Presswerk <presswerk@localhost>", "The sender of the newspaper's mails."),
)

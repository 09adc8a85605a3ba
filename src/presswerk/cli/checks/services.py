"""What works beside the web server: media storage and mail."""

from collections.abc import Iterator

from presswerk.cli.checks.finding import Finding, attention, well, wrong
from presswerk.conf import Config

MAIL_SECONDS = 5


def media(config: Config) -> Iterator[Finding]:
    """Whether an uploaded file can be stored and thrown away again."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    try:
        name = default_storage.save("presswerk-doctor.txt", ContentFile(b"written by presswerk doctor"))
        default_storage.delete(name)
    except Exception as error:  # each storage raises its own kind
        mend = "Give your user the right to write there, or correct PRESSWERK_MEDIA_URL."
        yield wrong("Media", f"no file can be stored: {error}", mend)
    else:
        yield well("Media", "files can be stored")


def mail(config: Config) -> Iterator[Finding]:
    """Whether the mail server answers and takes the login."""
    from django.core.mail import get_connection

    if not config.mail_url.startswith("smtp"):
        mend = "Name your mail server: PRESSWERK_MAIL_URL=smtp+tls://user:password@host:587."
        yield attention("Mail", "mails are written to a folder and sent to nobody", mend)
        return
    connection = get_connection(timeout=MAIL_SECONDS)
    try:
        connection.open()
        connection.close()
    except OSError as error:
        mend = (
            "See that the server runs, and that PRESSWERK_MAIL_URL names its host, port, user and password."
        )
        yield wrong("Mail", f"the mail server does not answer: {error}", mend)
    else:
        yield well("Mail", "the mail server answers")

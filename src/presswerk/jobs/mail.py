"""Mail: composed in the request, delivered from the outbox."""

import hashlib
from collections.abc import Iterable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from presswerk import conf
from presswerk.jobs import outbox

KIND = "mail"

# Every line in ASCII, so that any server takes it: SMTP as of RFC 5321 promises no more.
POLICY = SMTP.clone(cte_type="7bit")


def send(
    to: str | Iterable[str],
    subject: str,
    text: str,
    html: str | None = None,
    *,
    sender: str | None = None,
    reply_to: str | None = None,
    key: object = "",
) -> None:
    """Put a mail into the outbox, in the caller's transaction or in one of its own.

    Several recipients get one mail each, and none learns of the others. `sender` is the setting mail_from
    unless given. With a `key` a mail replaces the one of the same key and recipient that is still to go out.
    Raises ValueError for an address that is none and for a line break in a header.
    """
    recipients = [to] if isinstance(to, str) else list(to)
    for recipient in recipients:
        message = compose(checked_address(recipient), subject, text, html, sender=sender, reply_to=reply_to)
        put_in_outbox(message, checked_address(recipient), key_for(key, recipient) if key else "")


def key_for(key: object, recipient: str) -> str:
    """The outbox's key of a mail to one recipient. It outlives the mail, so it holds no address."""
    return f"{key} {hashlib.sha256(recipient.encode()).hexdigest()[:16]}"


def compose(
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    *,
    sender: str | None = None,
    reply_to: str | None = None,
) -> EmailMessage:
    """The mail as it will be sent. Date and Message-ID are set now, so each attempt sends the same mail."""
    message = EmailMessage(policy=POLICY)
    sender = sender or conf.current().mail_from
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    if reply_to:
        message["Reply-To"] = reply_to
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = make_msgid(domain=checked_address(sender).rsplit("@", 1)[1])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic answer, please
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def put_in_outbox(message: EmailMessage, to: str, key: str = "") -> None:
    """Queue a composed mail for one recipient."""
    payload = {
        "from": checked_address(str(message["From"])),
        "to": to,
        "subject": str(message["Subject"]),
        "message": message.as_bytes(policy=POLICY).decode("ascii"),
    }
    outbox.add(KIND, key, payload)


def checked_address(mailbox: str) -> str:
    """The bare address of a mailbox with or without a name, its domain in ASCII. Raises ValueError.

    >>> checked_address("Anna <anna@zeitung.example>")
    'anna@zeitung.example'
    """
    address = parseaddr(mailbox)[1]
    try:
        if not mailbox.isprintable():
            raise ValueError("a line break would begin another header")
        validate_email(address)
        local, domain = address.rsplit("@", 1)
        local.encode("ascii")
        return Address(username=local, domain=domain.encode("idna").decode("ascii")).addr_spec
    except (ValidationError, ValueError) as error:
        raise ValueError(f"{mailbox!r} is no mail address.") from error

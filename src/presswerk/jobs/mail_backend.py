"""Django's way to send mail, on top of the outbox.

With ``EMAIL_BACKEND = "presswerk.jobs.mail_backend.OutboxBackend"`` the mails of Django, Wagtail and the
login go out after the commit of their cause, and are tried again.
"""

from collections.abc import Sequence
from email import message_from_bytes
from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from presswerk.jobs.mail import POLICY, checked_address, put_in_outbox


class OutboxBackend(BaseEmailBackend):
    """Puts each mail into the outbox, once for each recipient (To, Cc and Bcc)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the mails; how many were queued. Raises ValueError for an address that is none."""
        queued = 0
        for email in email_messages:
            # Of the sender's domain, as all our mails: Django takes the machine's name, often none outside.
            domain = checked_address(email.from_email).rsplit("@", 1)[1]
            email.extra_headers.setdefault("Message-ID", make_msgid(domain=domain))
            message = message_from_bytes(email.message().as_bytes(), policy=POLICY)
            for recipient in email.recipients():
                put_in_outbox(message, checked_address(recipient))
            queued += bool(email.recipients())
        return queued

"""Sending one mail at once, past the outbox, and telling what the server said."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from presswerk import conf
from presswerk.jobs import mail, mail_transport


def send_trial(address: str) -> str:
    """Send a trial mail to the address; where it went, or the server's own words.

    Raises ValueError for an address that is none, outbox.Refused and outbox.Unreachable as deliveries do.
    """
    config = conf.current()
    to = mail.checked_address(address)
    message = mail.compose(
        to,
        _("A trial mail from %(site)s") % {"site": config.base_url},
        _("If you can read this, the newspaper can send mails.") + "\n",
    )
    text = message.as_bytes(policy=mail.POLICY).decode("ascii")
    payload = {"from": mail.checked_address(config.mail_from), "to": to, "message": text}
    url = urlsplit(config.mail_url)
    if url.scheme in mail_transport.PORTS:
        return mail_transport.send_by_smtp(url, payload)
    if url.scheme == "console":
        mail_transport.deliver("", payload)
        return ""
    folder = mail_transport.folder_of(url) if url.scheme else config.data / "mail"
    return str(mail_transport.write_file(folder, text))

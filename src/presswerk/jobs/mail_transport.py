"""Where mails go: to a mail server, to files, or to the terminal, as the setting mail_url says."""

import os
import re
import smtplib
import ssl
import sys
import time
from email import message_from_string
from email.policy import SMTP
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from presswerk import conf
from presswerk.jobs import mail, outbox

TIMEOUT_SECONDS = 30.0
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def register() -> None:
    """Deliver outbox items of the kind "mail"."""
    outbox.handler(mail.KIND)(deliver)


def deliver(key: str, payload: dict[str, Any]) -> None:
    """Send one mail. Raises outbox.Refused or outbox.Unreachable where the server says so."""
    config = conf.current()
    url = urlsplit(config.mail_url)
    if url.scheme == "":
        write_file(config.data / "mail", payload["message"])
    elif url.scheme == "file":
        write_file(folder_of(url), payload["message"])
    elif url.scheme == "console":
        _print(payload["message"])
    else:
        send_by_smtp(url, payload)


def folder_of(url: SplitResult) -> Path:
    """The folder that a file:// address names."""
    return Path(unquote(url.path))


def write_file(folder: Path, message: str) -> Path:
    """Keep the mail as an .eml file, which is there as a whole or not at all. Returns its path.

    The name begins with the time and holds the Message-ID, so the same mail sent again is one file.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    parsed = message_from_string(message, policy=SMTP)
    sent = parsed["Date"].datetime.strftime("%Y%m%d-%H%M%S")
    path = folder / f"{sent}-{re.sub(r'[^0-9A-Za-z]+', '-', str(parsed['Message-ID'])).strip('-')}.eml"
    unfinished = path.with_suffix(f".{os.getpid()}-{time.monotonic_ns()}.tmp")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(message.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return path


def send_by_smtp(url: SplitResult, payload: dict[str, Any]) -> str:
    """Hand the mail to the server; its last answer, such as "250 2.0.0 Ok: queued as 4F2".

    Its certificate is checked, and no password ever goes out unencrypted.
    """
    try:
        with _connect(url) as server:
            return _hand_over(server, payload)
    except (smtplib.SMTPConnectError, smtplib.SMTPServerDisconnected, smtplib.SMTPHeloError) as error:
        raise outbox.Unreachable(f"The mail server does not answer: {error}") from error
    except smtplib.SMTPException:
        raise
    except OSError as error:  # no route, refused, timeout, no such host, wrong certificate
        raise outbox.Unreachable(f"The mail server cannot be reached: {error}") from error


def _connect(url: SplitResult) -> smtplib.SMTP:
    host, port = url.hostname or "localhost", url.port or PORTS[url.scheme]
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    try:
        _secure_and_log_in(server, url, host)
    except BaseException:
        server.close()
        raise
    return server


def _secure_and_log_in(server: smtplib.SMTP, url: SplitResult, host: str) -> None:
    server.ehlo_or_helo_if_needed()
    offers_tls = server.has_extn("starttls")
    must_encrypt = url.scheme == "smtp+tls" or (bool(url.username) and host not in LOOPBACK)
    if url.scheme != "smtps" and must_encrypt and not offers_tls:
        raise outbox.Unreachable(
            "The mail server offers no encryption (STARTTLS), so no password is sent to it."
        )
    if url.scheme != "smtps" and offers_tls and (must_encrypt or host not in LOOPBACK):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    if not url.username:
        return
    try:
        server.login(unquote(url.username), unquote(url.password or ""))
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
        raise outbox.Unreachable(f"The mail server does not accept the login: {error}") from error


def _hand_over(server: smtplib.SMTP, payload: dict[str, Any]) -> str:
    answers: list[tuple[int, bytes]] = []
    send_data = server.data

    def data(message: Any) -> tuple[int, bytes]:
        """As smtplib's, whose sendmail() keeps the answer to itself."""
        answers.append(send_data(message))
        return answers[-1]

    server.data = data  # type: ignore[method-assign, assignment]
    try:
        server.sendmail(payload["from"], [payload["to"]], payload["message"].encode("ascii"))
    except smtplib.SMTPRecipientsRefused as error:
        code, reason = error.recipients[payload["to"]]
        _refuse_if_final(code, reason, error)
        raise
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        _refuse_if_final(error.smtp_code, error.smtp_error, error)
        raise
    code, words = answers[-1]
    return f"{code} {words.decode('utf-8', 'replace')}"


def _refuse_if_final(code: int, reason: bytes | str, cause: Exception) -> None:
    """RFC 5321, 4.2.1: an answer from 500 on is final, the same mail will never be taken."""
    if code >= 500:
        words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
        raise outbox.Refused(f"The mail server refuses the mail: {code} {words}") from cause


def _print(message: str) -> None:
    sys.stdout.write(f"{message}\n{'-' * 72}\n")
    sys.stdout.flush()

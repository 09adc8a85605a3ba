"""Mails that still hold something of a person: in the outbox, and in files where mails are not sent."""

from collections.abc import Iterable, Iterator
from email import message_from_bytes, message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from presswerk import conf
from presswerk.jobs.mail import KIND
from presswerk.jobs.models import OutboxItem

_CHUNK = 200
_SHORTEST = 12
"""Characters: a shorter text is found in too many mails that have nothing to do with it."""
MAIL_FOLDER = "mail"


class Traces:
    """What to look for: addresses anywhere, and texts as they are quoted."""

    def __init__(self, emails: Iterable[str], texts: Iterable[str]) -> None:
        self._emails = [email.casefold() for email in emails if email]
        self._texts = [plain for text in texts if len(plain := _plain(text)) >= _SHORTEST]

    def are_in(self, text: str) -> bool:
        """Whether one of them is there, whatever the lines and quotation marks."""
        folded = text.casefold()
        if any(email in folded for email in self._emails):
            return True
        plain = _plain(text)
        return any(one in plain for one in self._texts)


def erase(traces: Traces) -> int:
    """Delete the mails; how many there were. What is being sent at this very moment goes out."""
    return _from_outbox(traces) + _from_files(traces)


def _from_outbox(traces: Traces) -> int:
    doomed: list[int] = []
    items = OutboxItem.objects.filter(kind=KIND).only("pk", "key", "payload", "last_error")
    for item in items.iterator(chunk_size=_CHUNK):
        message = (item.payload or {}).get("message", "")
        text = content(message_from_string(message, policy=default)) if message else ""
        if traces.are_in(f"{item.key}\n{item.last_error}\n{(item.payload or {}).get('to', '')}\n{text}"):
            doomed.append(item.pk)
    for start in range(0, len(doomed), _CHUNK):
        OutboxItem.objects.filter(pk__in=doomed[start : start + _CHUNK]).delete()
    return len(doomed)


def _from_files(traces: Traces) -> int:
    count = 0
    for file in files():
        try:
            text = content(message_from_bytes(file.read_bytes(), policy=default))
        except OSError:
            continue
        if traces.are_in(text):
            file.unlink(missing_ok=True)
            count += 1
    return count


def folder() -> Path | None:
    """Where mails become files; None where they are sent."""
    config = conf.current()
    url = urlsplit(config.mail_url)
    if url.scheme == "":
        return config.data / MAIL_FOLDER
    return Path(unquote(url.path)) if url.scheme == "file" else None


def files() -> Iterator[Path]:
    """All mails that are files."""
    where = folder()
    if where is not None and where.is_dir():
        yield from sorted(where.glob("*.eml"))


def content(message: object) -> str:
    """Headers and words of a mail, decoded."""
    mail = cast(EmailMessage, message)
    parts = [f"{name}: {value}" for name, value in mail.items()]
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            parts.append(str(part.get_content()))
    return "\n".join(parts)


def _plain(text: str) -> str:
    """Without case, line ends, quotation marks of mail and doubled spaces."""
    lines = (line.lstrip("> ") for line in text.splitlines())
    return " ".join(" ".join(lines).casefold().split())

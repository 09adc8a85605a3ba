"""Ways out that are no links: mail addresses, telephone numbers, names at messengers."""

import re
from collections.abc import Iterator

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.reading.addresses import FREE_MAIL
from presswerk.spam.submission import Submission

PHONE = re.compile(r"(?<![\w.,/])\+?\(?\d{2,4}\)?(?:[ \-/.]{0,2}\d{2,5}){2,5}(?![\w.,]\d)")
DIGITS = re.compile(r"\d[\d \-/.()]{6}")
DATE = re.compile(r"^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$")
MESSENGERS = frozenset(
    ("whatsapp", "telegram", "skype", "viber", "wechat", "kik", "snapchat", "teams", "icq")
)
MESSENGER_HOSTS = frozenset(("t.me", "wa.me", "telegram.me", "chat.whatsapp.com", "api.whatsapp.com"))
HANDLE = re.compile(r"(?<![\w@.])@[\w.]{3,32}\b")


def addresses_left(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """Each kind that the text shows."""
    text = reading.visible
    if reading.mails:
        free = any(FREE_MAIL.search(mail) for mail in reading.mails)
        yield Evidence("mail in text", 1.0, "mail_in_text", {"count": len(reading.mails)})
        if free:
            yield Evidence("free mail in text", 1.0, "mail_in_text", {"count": len(reading.mails)})
    numbers = PHONE.findall(text[:2_000]) if DIGITS.search(text) else []
    phone = next((number for number in numbers if _is_phone(number)), None)
    if phone:
        yield Evidence("phone in text", 1.0, "phone_in_text", {})
        if phone.startswith(("+", "00")):
            yield Evidence("foreign phone in text", 1.0, "phone_in_text", {})
    messenger = next((word.text for word in reading.unique if word.text in MESSENGERS), None)
    if messenger or any(host in MESSENGER_HOSTS for host in reading.hosts):
        name = messenger or "messenger"
        yield Evidence("messenger", 1.0, "messenger", {"name": name})
        if phone or HANDLE.search(text) or reading.links:
            yield Evidence("messenger address", 1.0, "messenger", {"name": name})


def _is_phone(number: str) -> bool:
    digits = sum(letter.isdigit() for letter in number)
    return 8 <= digits <= 16 and not DATE.match(number)

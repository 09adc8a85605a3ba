"""Lists that an editor writes into a box, one entry a line."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _


def lines_of(text: str) -> list[str]:
    """The entries without blanks around them, each once.

    >>> lines_of(" https://a.example/\\n\\nhttps://a.example/ ")
    ['https://a.example/']
    """
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def is_address(text: str) -> bool:
    """Whether this is an address of the web that a program may be sent to."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and not set(text) & set(' <>"\\^`{|}')
        )
    except ValueError:
        return False


def validate_addresses(text: str) -> None:
    """Raise ValidationError unless each line is an address that begins with http:// or https://."""
    for line in lines_of(text):
        if not is_address(line):
            raise ValidationError(
                _("“%(line)s” is no address. Write one a line, beginning with https://."),
                code="address",
                params={"line": line},
            )


def validate_contact(text: str) -> None:
    """Raise ValidationError unless this is an e-mail address or an address that begins with https://."""
    if is_address(text):
        return
    EmailValidator(_("Write an e-mail address, or an address that begins with https://."))(text)

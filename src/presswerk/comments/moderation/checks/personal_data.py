"""Private data of somebody in a text (doxxing): telephone numbers, bank accounts, postal addresses.

Telephone numbers  ITU-T E.164: at most 15 digits, country code first, which never begins with a 0.
                   The national ones begin with a 0:
                   Germany      area codes of two to five digits, at most eleven digits in all, older ones
                                shorter (Bundesnetzagentur, "Länge von Ortsnetzrufnummern"; Verfügung 25/2006)
                   Austria      area codes of one to four digits, five to seven more; in Vienna, 01, seven or
                                more (Kommunikationsparameter-, Entgelt- und Mehrwertdiensteverordnung 2009,
                                sections 4 and 50, RIS 20006383)
                   Switzerland  nine digits after the 0, as "079 123 45 67" (BAKOM, SR 784.101.113/2.8)
                   Written as in DIN 5008 and ÖNORM A 1080 (a space after the area code, a hyphen before an
                   extension), or in older ways with brackets, slashes and dots, which are still in use.
                   Nobody's are the freephone numbers, 0800 in all three countries (Bundesnetzagentur,
                   Nummernplan (0)800; RTR, "Rufnummern für Dienste im Bereich 8xx"; BAKOM, 4.6), crisis
                   lines among them. Short numbers such as 142 do not begin with a 0.
Bank accounts      ISO 13616 (IBAN registry: country, two check digits, up to 30 characters) with check digits
                   by ISO/IEC 7064 MOD 97-10.
Addresses          a name that ends like a street's and a house number (DIN 5008, "Hauptstraße 12 a")

What is held, a person reads: a telephone number may be that of a public office.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from presswerk.comments.draft import Draft
from presswerk.comments.seams import Finding

_MOST_LETTERS = 10_000

PHONE = re.compile(
    r"(?<![\w.,/€$-])(?<!\d )(?:\+|00)[1-9](?:[ ()/.\-–]{0,2}\d){6,14}(?![\w])"
    r"|(?<![\w.,/€$-])(?<!\d )\(?0[1-9]\d{1,4}\)?[ /.\-–]{0,3}\d(?:[ .\-–]?\d){4,9}(?![\w])"
    r"|(?<![\w.,/€$-])(?<!\d )\(?01\)?[ /\-–]{1,3}[1-9](?:[ .\-–]?\d){6,10}(?![\w])"
)
_FREE_OF_CHARGE = re.compile(r"(?:(?:\+|00)4[139][ (/.\-–]{0,2}|\(?0)800(?!\d\))")
_DATE = re.compile(r"^0?\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^0\d\.\d\d\.?\s?\d{0,4}$")
IBAN = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30})(?![A-Za-z0-9])", re.I)
_STREET = (
    r"[A-ZÄÖÜ][\wäöüß.-]{1,40}(?:straße|strasse|str\.|weg|gasse|allee|platz|ring|damm|ufer|chaussee|stieg|"
    r"twiete|deich|steig|pfad|markt)|"
    r"(?:[A-ZÄÖÜ][\wäöüß]{1,40}(?:er|en|sche)? |Am |An der |Im |In der |Auf dem |Auf der |Zum |Zur )"
    r"(?:[A-ZÄÖÜ][\wäöüß]{1,40} )?"
    r"(?:Straße|Strasse|Str\.|Weg|Gasse|Allee|Platz|Ring|Damm|Ufer|Chaussee|Deich|Steig|Pfad|Markt)"
)
ADDRESS = re.compile(
    rf"(?<!\w)(?:{_STREET})\s{{1,2}}\d{{1,4}}(?:\s?[a-hA-H](?!\w))?(?!\w|[.,]?\d|\s?(?:Uhr|Meter|km|Euro|%|Jahre))"
)


def check(draft: Draft) -> Finding | None:
    """Hold a text that has any of them."""
    if draft.staff is not None:
        return None
    kind = next(kinds_in(draft.text), None)
    return Finding("hold", f"private_{kind}") if kind else None


def kinds_in(text: str) -> Iterator[str]:
    """ "iban", "phone", "address": what a text has, the surest first."""
    text = text[:_MOST_LETTERS]
    without = IBAN.sub(lambda found: " " if is_iban(found[1]) else found[0], text)
    if without != text:
        yield "iban"
    if any(_is_phone(found[0]) for found in PHONE.finditer(without)):
        yield "phone"
    if ADDRESS.search(without):
        yield "address"


def is_iban(text: str) -> bool:
    """Whether the check digits are right: letters as 10 to 35, the first four signs last, modulo 97 is 1.

    >>> is_iban("DE89 3704 0044 0532 0130 00"), is_iban("DE88 3704 0044 0532 0130 00")
    (True, False)
    """
    plain = re.sub(r"[ -]", "", text).upper()
    if not 15 <= len(plain) <= 34 or not plain.isascii() or not plain.isalnum():
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return 7 <= digits <= 15 and not _DATE.match(text.strip()) and not _FREE_OF_CHARGE.match(text)


WORDS = {
    "private_iban": lambda _params: _("It has the number of a bank account."),
    "private_phone": lambda _params: _("It has a telephone number."),
    "private_address": lambda _params: _("It has a postal address."),
}

"""Reasons in words, in the moderator's language, without Django.

Their texts are in this package's own catalogue, as those of the other packages are.
"""

from collections.abc import Callable, Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from typing import Any

from presswerk.spam.verdict import Decision, Reason

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("en", "de")
Say = Callable[[str], str]


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue."""
    return text


SENTENCES: dict[str, str] = {
    "administrator": gettext_noop("An administrator wrote it."),
    "staff": gettext_noop("Somebody of the newsroom wrote it."),
    "words_for": gettext_noop("Its words are those of such texts: {words}."),
    "words_against": gettext_noop("Its words are those of honest texts: {words}."),
    "subject": gettext_noop("It speaks of {subject}: {words}."),
    "subject_link": gettext_noop("It speaks of {subject} and leads elsewhere: {words}."),
    "subject_action": gettext_noop("It speaks of {subject} and presses the reader to act: {words}."),
    "subject_contact": gettext_noop("It speaks of {subject} and asks to get in touch: {words}."),
    "links": gettext_noop("Number of links: {count}."),
    "mostly_links": gettext_noop("It has {words} words for {count} links."),
    "host": gettext_noop("It links to {host}."),
    "reputable": gettext_noop("It cites a source that honest writers cite: {host}."),
    "rare_ending": gettext_noop("The address {host} has an ending that few honest writers link to."),
    "odd_host": gettext_noop("The address {host} looks made by a machine."),
    "shortener": gettext_noop("{host} hides where the link leads."),
    "punycode": gettext_noop("The address {host} imitates another one with foreign letters."),
    "link_word": gettext_noop("The link's address has the word “{word}”."),
    "link_mismatch": gettext_noop("A link shows {shown} and leads to {host}."),
    "website": gettext_noop("The writer names a website: {host}."),
    "website_deep": gettext_noop("The writer's website is a single page of {host}."),
    "bbcode": gettext_noop("It has forum markup (BBCode), which does nothing here."),
    "html": gettext_noop("It is full of HTML."),
    "disguise_invisible": gettext_noop("Invisible characters are hidden in its words."),
    "disguise_bidi": gettext_noop("It has characters that turn the direction of writing."),
    "disguise_lookalikes": gettext_noop("Foreign letters imitate Latin ones."),
    "disguise_leet": gettext_noop("Digits and signs stand in place of letters."),
    "disguise_spaced": gettext_noop("Words are s p a c e d out."),
    "disguise_broken": gettext_noop("Words are broken up by signs."),
    "disguise_spelt_address": gettext_noop("An address is spelt out to be overlooked."),
    "length": gettext_noop("Its length: {words} words."),
    "money": gettext_noop("It names amounts of money."),
    "percent": gettext_noop("It names percentages."),
    "shouting": gettext_noop("It SHOUTS in capitals."),
    "exclamation": gettext_noop("Number of exclamation marks: {count}."),
    "question": gettext_noop("It asks something."),
    "emoji": gettext_noop("Number of emoji: {count}."),
    "quoted": gettext_noop("It looks like an automatic notice of a link (trackback)."),
    "gibberish": gettext_noop("Its letters follow each other as in no language known here."),
    "greeting": gettext_noop("It begins with a greeting, like a letter."),
    "monotonous": gettext_noop("It says the same words again and again."),
    "mail_in_text": gettext_noop("It has an e-mail address."),
    "phone_in_text": gettext_noop("It has a telephone number."),
    "messenger": gettext_noop("It asks to meet at a messenger ({name})."),
    "name_address": gettext_noop("The name is an address."),
    "name_subject": gettext_noop("The name advertises {subject}."),
    "name_long": gettext_noop("The name is a phrase."),
    "name_digits": gettext_noop("The name has many digits."),
    "name_person": gettext_noop("The name looks like a person's."),
    "name_word": gettext_noop("Words of the name."),
    "language_same": gettext_noop("It is in the article's language."),
    "language_other": gettext_noop("It is in another language ({language}) than the article ({expected})."),
    "article_shared": gettext_noop("It speaks of what the article is about: {words}."),
    "article_not_shared": gettext_noop("It takes up nothing of the article."),
    "pace_fast": gettext_noop("The form was filled within {seconds} seconds."),
    "pace_human": gettext_noop("The form was filled at a person's pace ({seconds} seconds)."),
    "honeypot": gettext_noop("The field that people do not see was filled."),
    "pow_solved": gettext_noop("The proof of work was done."),
    "pow_missing": gettext_noop("The proof of work was asked for and not done."),
    "author_bad": gettext_noop("Of this writer's texts, {label} were rejected before and {other} accepted."),
    "author_good": gettext_noop("Of this writer's texts, {other} were accepted before and {label} rejected."),
    "address_bad": gettext_noop(
        "From this network, {label} texts were rejected before and {other} accepted."
    ),
    "address_good": gettext_noop(
        "From this network, {other} texts were accepted before and {label} rejected."
    ),
    "host_bad": gettext_noop(
        "Of texts that link to {host}, {label} were rejected before and {other} accepted."
    ),
    "host_good": gettext_noop(
        "Of texts that link to {host}, {other} were accepted before and {label} rejected."
    ),
    "host_old": gettext_noop("{host} has been linked to here for {days} days."),
    "repeated": gettext_noop("Nearly the same text was sent to other threads: {threads}."),
}

SUBJECTS: dict[str, str] = {
    "action": gettext_noop("clicking and buying"),
    "casino": gettext_noop("gambling"),
    "contact": gettext_noop("ways to get in touch"),
    "crypto": gettext_noop("crypto money and trading"),
    "earn": gettext_noop("earning money from home"),
    "escort": gettext_noop("sex and dating"),
    "hacker": gettext_noop("hackers, recovery of money, spells"),
    "inheritance": gettext_noop("inheritances and gifts of strangers"),
    "loan": gettext_noop("loans"),
    "phishing": gettext_noop("accounts, parcels and passwords"),
    "pills": gettext_noop("medicines"),
    "praise": gettext_noop("praise that fits any page"),
    "prize": gettext_noop("prizes"),
    "seo": gettext_noop("search engines, links and followers"),
    "shop": gettext_noop("goods and documents"),
}

DECISIONS: dict[Decision, str] = {
    "publish": gettext_noop("publish"),
    "hold": gettext_noop("hold for a moderator"),
    "discard": gettext_noop("discard"),
}


def in_words(reason: Reason, language: str = "en") -> str:
    """A whole sentence; the code itself where a newer engine gives one that is not known here."""
    say = translator(language)
    sentence = SENTENCES.get(reason.code)
    if sentence is None:
        return reason.code
    return say(sentence).format_map(_Told(_told(reason.params, say)))


def all_in_words(reasons: Iterable[Reason], language: str = "en") -> list[str]:
    """Every reason as a sentence with its share, such as `Number of links: 3. (+41 %)`."""
    return [f"{in_words(reason, language)} ({reason.share * 100:+.0f} %)" for reason in reasons]


def decision_in_words(decision: Decision, language: str = "en") -> str:
    """What to do."""
    return translator(language)(DECISIONS[decision])


def translator(language: str) -> Say:
    """Puts this package's texts into the language; English where it is not translated."""
    return _catalogue(language.partition("-")[0].lower()).gettext


@cache
def _catalogue(language: str) -> GNUTranslations | NullTranslations:
    if language not in LANGUAGES:
        return NullTranslations()
    return translation("django", LOCALE, [language], fallback=True)


def _told(params: dict[str, Any], say: Say) -> dict[str, str]:
    told = {}
    for name, value in params.items():
        if name == "subject":
            told[name] = say(SUBJECTS.get(value, value))
        elif isinstance(value, list):
            # A word that stands for any number of so many digits ("#3") says nothing to people.
            told[name] = ", ".join(str(one) for one in value if not str(one).startswith("#")) or "…"
        else:
            told[name] = str(value)
    return told


class _Told(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"

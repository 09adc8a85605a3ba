"""How data of commenters are processed: written from the settings in force (GDPR, articles 13 and 14)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from presswerk import conf
from presswerk.comments.law.durations import in_words
from presswerk.comments.law.models import CommentSettings
from presswerk.newsroom.models import SiteSettings


@dataclass(frozen=True)
class Kept:
    """A row of the table: what, why, on which ground, for how long."""

    what: str
    why: str
    ground: str
    how_long: str


@dataclass(frozen=True)
class Section:
    """A heading with sentences."""

    heading: str
    sentences: tuple[str, ...]


def table() -> list[Kept]:
    """Each kind of data, with the times of the operator's settings."""
    config = conf.current()
    website = [
        Kept(
            _("Website, where you give one"),
            _("To be shown with your name"),
            _("Article 6(1)(b) GDPR: what you ask of us"),
            _("With the comment"),
        )
    ]
    return [
        Kept(
            _("Name and text of your comment"),
            _("To be published below the article"),
            _("Article 6(1)(b) GDPR: what you ask of us"),
            _("Until you withdraw or erase it"),
        ),
        *(website if config.comments_website_field else []),
        Kept(
            _("E-mail address; never published"),
            _("To write to you about your comment, and to know you again when you use your rights"),
            _("Article 6(1)(f) GDPR: our interest to be able to tell authors apart and answer them"),
            _(
                "%(unconfirmed)s; if you have confirmed it, %(confirmed)s. Then only a keyed "
                "hash stays with the comment."
            )
            % {
                "unconfirmed": in_words(config.comments_keep_unconfirmed_email),
                "confirmed": in_words(config.comments_keep_email),
            },
        ),
        Kept(
            _("Mail about replies, where you order it"),
            _("To tell you of replies"),
            _("Article 6(1)(a) GDPR: your consent, which each mail lets you withdraw"),
            _("Until you cancel it, at most %(time)s") % {"time": in_words(config.comments_keep_email)},
        ),
        Kept(
            _("The network that you write from (the address without its last part) and its keyed hash"),
            _("To keep off floods of advertising and attacks"),
            _("Article 6(1)(f) GDPR: our interest in a debate that can be read"),
            in_words(config.comments_keep_network),
        ),
        Kept(
            _("Rejected comments"),
            _("So that you can complain"),
            _("Article 6(1)(c) GDPR with articles 17 and 20 DSA"),
            in_words(config.comments_keep_rejected),
        ),
        Kept(
            _("Comments taken for advertising"),
            _("To be able to put an error right"),
            _("Article 6(1)(f) GDPR: our interest to find the filter's errors"),
            in_words(config.comments_keep_spam),
        ),
        Kept(
            _("Text of withdrawn comments"),
            _("To be able to put an error right"),
            _("Article 6(1)(f) GDPR"),
            in_words(config.comments_keep_withdrawn),
        ),
        Kept(
            _("Votes: a keyed hash of address and comment"),
            _("So that each reader has one vote"),
            _("Article 6(1)(f) GDPR: our interest in honest votes"),
            in_words(config.comments_keep_votes),
        ),
        Kept(
            _("Reports of illegal content: your name, e-mail address and reasons"),
            _("To examine the report and tell you the decision"),
            _("Article 6(1)(c) GDPR with article 16 DSA"),
            _("%(time)s after the decision") % {"time": in_words(config.comments_keep_reporters)},
        ),
        Kept(
            _("Decisions, statements of reasons, complaints, and the log of moderation"),
            _("To be able to show what was decided and why"),
            _("Article 6(1)(c) GDPR with articles 16 to 20 DSA"),
            in_words(config.comments_keep_decisions),
        ),
        Kept(
            _("Requests about your data"),
            _("To answer them"),
            _("Article 6(1)(c) GDPR with articles 12 and 15 to 22 GDPR"),
            _("E-mail address %(email)s after the answer, the fact %(fact)s")
            % {
                "email": in_words(config.comments_keep_request_emails),
                "fact": in_words(config.comments_keep_decisions),
            },
        ),
    ]


def sections(paper: SiteSettings, settings: CommentSettings) -> list[Section]:
    """What stands around the table."""
    controller = " · ".join(
        part for part in (paper.publisher or paper.name, *paper.publisher_address.splitlines()) if part
    )
    authority = f" {settings.supervisory_authority.strip()}".rstrip()
    contact = settings.data_protection_contact or paper.contact_email
    return [
        Section(
            _("Who is responsible"),
            tuple(part for part in (controller, *contact.splitlines()) if part),
        ),
        Section(
            _("Where the data lie"),
            (
                settings.hosting.strip() or _("On this newspaper's own server."),
                _("Nobody else gets them, and they do not leave the European Union through this "
                    "software. Mails go through the newspaper's mail server."),
                _("What you publish can be read by all, and by search engines."),
            ),
        ),
        Section(_("The filter"), _filter()),
        Section(
            _("What you have to give"),
            (
                _("Name, e-mail address and text are needed for a comment; nobody has to comment. "
                    "The name need not be your own."),
                _("No account and no cookie are needed. Only if you ask for it does your own "
                    "browser remember name and address; they lie on your device then, and you can "
                    "erase them there."),
            ),
        ),
        Section(
            _("Your rights"),
            (
                _("You can see all that your e-mail address left here, take it with you, have it "
                    "corrected, and erase it (articles 15, 16, 17 and 20 GDPR). A link by mail lets "
                    "you do that at once."),
                _("You can ask for restriction and object to what rests on our interests (articles "
                    "18 and 21 GDPR), and withdraw a consent at any time (article 7(3) GDPR)."),
                _("You can complain to a data protection authority (article 77 GDPR).") + authority,
            ),
        ),
    ]  # fmt: skip


def _filter() -> tuple[str, ...]:
    return (
        _("A filter estimates whether a comment is advertising. It runs here, on our own server, "
            "and sends nothing to anyone."),
        _("It sees the text, the name, how the text was sent, and keyed hashes of address and "
            "network, never these themselves. It learns from what our moderators decide, as features "
            "from which no text can be read back."),
        _("What it takes for advertising with near certainty does not appear; in doubt a person "
            "decides. You see on your comment's own page what happened and why, and a person looks "
            "at it again if you ask (article 22(3) GDPR)."),
    )  # fmt: skip

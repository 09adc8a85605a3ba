"""Which duty binds whom, and whether this newspaper does it. Sources: Regulation (EU) 2022/2065 (DSA)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from presswerk.comments.law.models import CommentSettings
from presswerk.newsroom.models import SiteSettings


@dataclass(frozen=True)
class Duty:
    """One duty: its article, whom it binds, and what shows that it is done."""

    articles: str
    name: str | Promise
    threshold: str | Promise
    source: str
    binds: Callable[[CommentSettings], bool]
    is_done: Callable[[CommentSettings, SiteSettings], bool]


@dataclass(frozen=True)
class Standing:
    """A duty under the settings in force."""

    duty: Duty
    binds: bool
    is_done: bool

    @property
    def is_missing(self) -> bool:
        """Whether the law asks for what is switched off or not named."""
        return self.binds and not self.is_done


def _every_host(settings: CommentSettings) -> bool:
    return True


def _not_small(settings: CommentSettings) -> bool:
    return not settings.is_small


def _platform_not_small(settings: CommentSettings) -> bool:
    return not settings.is_small and not settings.is_ancillary


def _names_contacts(settings: CommentSettings, paper: SiteSettings) -> bool:
    # Article 11 asks for electronic means, article 12(1) for ones by which recipients reach a person quickly.
    for_readers = settings.reader_email or settings.reader_phone or paper.contact_email or paper.contact_phone
    return bool(for_readers and (settings.authority_email or paper.contact_email))


_ANY_SIZE = _("every host, of any size")
_MICRO = _(
    "hosts that are no micro or small enterprise (fewer than 50 people and at most 10 million euro a year)"
)
_PLATFORM = _(
    "online platforms that are no micro or small enterprise; comments may be a minor and purely ancillary "
    "part of a newspaper, which then is none"
)

DUTIES = (
    Duty("11, 12", _("Points of contact"), _ANY_SIZE, "DSA 11(1), 12(1)", _every_host, _names_contacts),
    Duty(
        "14", _("House rules with their versions"), _ANY_SIZE, "DSA 14(1)",
        _every_host, lambda settings, paper: True,
    ),
    Duty(
        "15", _("Yearly report"), _MICRO, "DSA 15(2), 2003/361/EC",
        _not_small, lambda settings, paper: settings.reports_yearly,
    ),
    Duty(
        "16", _("Reports of illegal content"), _ANY_SIZE, "DSA 16(1)",
        _every_host, lambda settings, paper: settings.takes_reports,
    ),
    Duty(
        "17", _("Statement of reasons"), _ANY_SIZE, "DSA 17(1), (2)",
        _every_host, lambda settings, paper: settings.states_reasons,
    ),
    Duty(
        "18", _("Threats to life or safety"), _ANY_SIZE, "DSA 18(1)",
        _every_host, lambda settings, paper: settings.marks_threats,
    ),
    Duty(
        "20", _("Complaints"), _PLATFORM, "DSA 3(i), 19(1), 20; recital 13",
        _platform_not_small, lambda settings, paper: settings.takes_complaints,
    ),
)  # fmt: skip


def standing(settings: CommentSettings, paper: SiteSettings) -> list[Standing]:
    """All duties: which bind this newspaper, and which it does."""
    return [Standing(duty, duty.binds(settings), duty.is_done(settings, paper)) for duty in DUTIES]

"""What the statement says, section by section.

Its parts are those that the models ask for; the words are ours, and a publisher has to check them:

- Annex to Implementing Decision (EU) 2018/1523, section 1, to which § 7 (4) BITV 2.0 (in force since 25 May
  2019) refers: scope, state of compliance, content that is not accessible with reasons and alternatives, how
  and when the statement was prepared, a way to report barriers, the enforcement procedure. § 12b (2) BGG asks
  for the note on the conciliation of § 16 BGG, § 7 (1) BITV for a link from every page.
- § 14 (1) with annex 3, number 1, BFSG: a general description of the service, what is needed to understand
  how it is carried out, how it meets the requirements, and the supervising authority.
- § 1 (4) BFSG leaves out, among others, films and recordings and files of office programs published before 28
  June 2025, and content of third parties that the publisher neither pays for nor controls.

What was tested is what the software's own tests do (`tests/e2e/test_open_to_everyone.py` and its neighbours),
and it is said that these say nothing of texts and pictures that a newsroom puts in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from presswerk.accessibility.models import AccessibilitySettings
from presswerk.newsroom.models import SiteSettings

CONCILIATION_URL = "https://www.schlichtungsstelle-bgg.de/"


@dataclass(frozen=True)
class Section:
    """A heading with sentences, and what is listed below them."""

    heading: str
    sentences: tuple[str, ...]
    listed: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())
    """Words and addresses."""


def sections(paper: SiteSettings, entered: AccessibilitySettings) -> list[Section]:
    """The statement of a paper."""
    return [
        _scope(paper, entered),
        _status(entered),
        _means(),
        _exceptions(entered),
        _preparation(entered),
        _contact(paper, entered),
        _enforcement(entered),
    ]


def _scope(paper: SiteSettings, entered: AccessibilitySettings) -> Section:
    publisher = paper.publisher or paper.name
    reasons = {
        AccessibilitySettings.Basis.VOLUNTARY: _("We publish it of our own accord."),
        AccessibilitySettings.Basis.BFSG: _(
            "We publish it because § 14 of the German Barrierefreiheitsstärkungsgesetz (BFSG), which carries "
            "out Directive (EU) 2019/882, asks for it."
        ),
        AccessibilitySettings.Basis.PUBLIC: _(
            "We publish it because the national law that carries out Directive (EU) 2016/2102 asks for it."
        ),
    }
    service = entered.service or _(
        "%(paper)s is a newspaper on the web. Its articles, pictures and sound are open to everybody without "
        "registration. Articles are reached by sections, topics, authors, archive and search, and by feeds; "
        "where a debate is open, readers can write comments below them."
    ) % {"paper": paper.name}
    return Section(
        _("What this statement is about"),
        (
            _("This statement holds for %(paper)s, published by %(publisher)s.")
            % {"paper": paper.name, "publisher": publisher},
            reasons[AccessibilitySettings.Basis(entered.basis)],
            service,
        ),
    )


def _status(entered: AccessibilitySettings) -> Section:
    says = {
        AccessibilitySettings.Status.FULL: _("This website meets the requirements."),
        AccessibilitySettings.Status.PARTIAL: _(
            "This website meets the requirements for the most part. What it does not meet is named below."
        ),
        AccessibilitySettings.Status.NONE: _(
            "This website does not meet the requirements yet. What it does not meet is named below."
        ),
    }
    return Section(
        _("State of accessibility"),
        (
            says[AccessibilitySettings.Status(entered.status)],
            _(
                "Its measure is EN 301 549, which for websites asks for the Web Content Accessibility "
                "Guidelines (WCAG), level AA. The software aims at version 2.2."
            ),
        ),
    )


def _means() -> Section:
    return Section(
        _("What makes it accessible"),
        (_("The software on which the paper runs was built with this in mind:"),),
        (
            _("Everything can be reached and used with a keyboard alone, and the focus can always be seen."),
            _("Headings, regions, lists and links are named so that screen readers announce them rightly."),
            _("Text and ground differ enough in light and dark; readers choose, and set the text's size."),
            _("Pages can be read at 200 % and on a screen 320 pixels wide without scrolling sideways."),
            _("Pictures carry a text for those who do not see them, or are marked as decoration."),
            _("Nothing moves by itself for those whose device asks for that, and nothing plays by itself."),
            _("All pages work without JavaScript."),
        ),
    )


def _exceptions(entered: AccessibilitySettings) -> Section:
    own = [line.strip() for line in entered.exceptions.splitlines() if line.strip()]
    return Section(
        _("What is not accessible"),
        (
            _("These parts are not accessible, or may not be:"),
        ),
        (
            _(
                "Articles taken over from an older archive may have pictures without a text, and headings "
                "that are only bold. Each is put right when we are told."
            ),
            _(
                "Films and recordings may lack captions or a transcript. Those published before 28 June 2025 "
                "are exempt by law."
            ),
            _("Files offered for download, such as PDF, may not be accessible; ask us for their contents."),
            _(
                "What comes from other sites (films, posts, maps) is shown after a click only. We have no "
                "hand in its accessibility; the link to the original stands beside it."
            ),
            _("Comments are written by readers."),
            *own,
        ),
    )  # fmt: skip


def _preparation(entered: AccessibilitySettings) -> Section:
    if entered.method == AccessibilitySettings.Method.EXTERNAL:
        how = _("The paper was assessed by a third party.")
        if entered.assessor:
            how = _("The paper was assessed by %(assessor)s.") % {"assessor": entered.assessor}
    else:
        how = _("The statement rests on our own assessment.")
    return Section(
        _("How this was assessed"),
        (
            how,
            _(
                "The software itself is tested before each release, with a newspaper made for that: every "
                "kind of page with the program axe-core against WCAG 2.0 to 2.2, levels A and AA, in light, "
                "dark and forced colours, at 360 and 1440 pixels, at 200 % and at 320 pixels; ways through "
                "the pages with the keyboard alone; the order in which a screen reader meets an article. "
                "Such tests find a part of all barriers, and say nothing of this paper's texts and pictures."
            ),
        ),
    )


def _contact(paper: SiteSettings, entered: AccessibilitySettings) -> Section:
    email = entered.contact_email or paper.contact_email
    sentences = [
        _(
            "Tell us of any barrier that you meet, or ask for something in a form that you can read. Name "
            "the address of the page."
        )
    ]
    if entered.basis == AccessibilitySettings.Basis.PUBLIC:
        sentences.append(_("We answer within a month."))  # § 12b (4) BGG
    if paper.contact_phone:
        sentences.append(_("Telephone: %(phone)s") % {"phone": paper.contact_phone})
    if paper.publisher_address:
        sentences.append(", ".join([paper.publisher or paper.name, *paper.publisher_address.split("\n")]))
    return Section(
        _("Tell us of barriers"), tuple(sentences), links=((email, f"mailto:{email}"),) if email else ()
    )


def _enforcement(entered: AccessibilitySettings) -> Section:
    return Section(
        _("If we do not help"), tuple(_authority_sentences(entered)), links=tuple(_authority_links(entered))
    )


def _authority_sentences(entered: AccessibilitySettings) -> Iterator[str]:
    authority = entered.authority
    if not authority and entered.basis == AccessibilitySettings.Basis.BFSG:
        authority = (
            "Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und Dienstleistungen "
            "(MLBF), Magdeburg"
        )
    if authority:
        yield _("The supervising authority is: %(authority)s.") % {"authority": authority.rstrip(".")}
    yield _(
        "In Germany the conciliation body of the Federal Government Commissioner for Matters relating to "
        "Persons with Disabilities (§ 16 BGG, § 34 BFSG) helps to settle disputes out of court. It costs "
        "nothing, and nobody needs a lawyer for it."
    )


def _authority_links(entered: AccessibilitySettings) -> Iterator[tuple[str, str]]:
    if entered.authority_url:
        yield _("Supervising authority"), entered.authority_url
    yield _("Conciliation body"), CONCILIATION_URL

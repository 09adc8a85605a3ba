"""What a feed says, whatever the format in which it is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Site

from presswerk.newsroom import addresses, renditions
from presswerk.newsroom.models import (
    ArticlePage,
    AuthorProfile,
    Correction,
    FrontPage,
    Listing,
    SectionPage,
    Topic,
)
from presswerk.newsroom.queries import corrections, listing
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries.public_addresses import last_change
from presswerk.newsroom.queries.teasers import is_restricted
from presswerk.syndication import icons, in_force
from presswerk.syndication.feeds.formats import Format
from presswerk.syndication.feeds.full_text import full_texts
from presswerk.syndication.pictures import StoredPicture, stored_jpeg

NEWEST = 30


@dataclass(frozen=True)
class Illustration:
    """The lead picture of an entry with what belongs to it."""

    stored: StoredPicture
    alt_text: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Author:
    """A name of the byline with its page."""

    name: str
    url: str


@dataclass(frozen=True)
class Entry:
    """An article in a feed. `guid` names it for ever, whatever becomes of its headline and section."""

    guid: str
    url: str
    title: str
    summary: str
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    published_at: datetime
    changed_at: datetime
    illustration: Illustration | None
    language: str
    body: SafeString | None = None
    """The whole text with absolute addresses, where feeds hold it."""


@dataclass(frozen=True)
class Channel:
    """A feed: whose it is, and its newest entries first. `path` is the one address at which it answers."""

    path: str
    url: str
    feed_url: str
    format: Format
    hubs: tuple[str, ...]
    style_url: str
    icon_url: str  # 180 pixels
    large_icon_url: str  # 512 pixels
    title: str
    description: str
    language: str
    publisher: str
    entries: tuple[Entry, ...]

    @property
    def rights(self) -> str:
        """Whose the texts are."""
        return f"© {self.publisher}"

    @property
    def changed_at(self) -> datetime | None:
        """When the newest change of an entry was; None without entries."""
        return max((entry.changed_at for entry in self.entries), default=None)


def channel_of(request: HttpRequest, edition: FrontPage, subject: object, of: Format) -> Channel:
    """The feed of an edition, section, author or topic.

    At most four queries, whatever the number of entries; with whole articles as many more as a body needs.
    Raises Http404 for what has no feed, and for a section that not everybody may read.
    """
    kind, target, name, description = _about(edition, subject)
    site, root_url = _place(request, edition)
    settings = in_force.of_site(site)
    articles = listing.newest(kind, target, most=NEWEST).articles
    texts = full_texts(articles, root_url) if settings.feed_text == settings.FeedText.FULL else {}
    entries = (_entry(article, root_url, texts.get(article.pk)) for article in articles)
    path = _path_of(subject)
    return _channel(request, edition, of, path, f"{path}{of.suffix}", name, description, entries)


def channel_of_corrections(request: HttpRequest, edition: FrontPage, subject: object, of: Format) -> Channel:
    """The feed of an edition's corrections, each with its whole text. Raises Http404 for anything else."""
    if not isinstance(subject, FrontPage):
        raise Http404("Corrections have one feed for the whole edition.")
    _site, root_url = _place(request, edition)
    entries = (
        _correction_entry(correction, article, root_url)
        for correction, article in corrections.newest(edition.locale_id, NEWEST)
    )
    path = _path_of(subject)
    description = _("What was wrong in this paper, and what is right.")
    return _channel(
        request, edition, of, path, f"{path}{of.of_corrections}", _("Corrections"), description, entries
    )


def _channel(
    request: HttpRequest,
    edition: FrontPage,
    of: Format,
    page_path: str,
    path: str,
    name: str,
    description: str,
    entries: Iterable[Entry],
) -> Channel:
    paper = paper_queries.paper(request)
    site, root_url = _place(request, edition)
    icon, large_icon = (icons.address_of(site, name) for name in (icons.TOUCH, icons.LARGE))
    return Channel(
        path=path,
        url=f"{root_url}{page_path}",
        feed_url=f"{root_url}{path}",
        format=of,
        hubs=tuple(in_force.of_site(site).hub_addresses),
        style_url=static("syndication/feed.css"),
        icon_url=f"{root_url}{icon}" if icon else "",
        large_icon_url=f"{root_url}{large_icon}" if large_icon else "",
        title=f"{paper.name}: {name}" if name else paper.name,
        description=description or paper.description or paper.claim or paper.name,
        language=edition.language,
        publisher=paper.publisher or paper.name,
        entries=tuple(entries),
    )


def _place(request: HttpRequest, edition: FrontPage) -> tuple[Site | None, str]:
    root = addresses.root_of(edition.url_path)
    return paper_queries.site_of(request), root.root_url if root else ""


def _path_of(subject: Any) -> str:
    """The path of the page before the suffix; `url` has the host in it where a paper has several sites."""
    return urlsplit(subject.url).path


def _about(edition: FrontPage, subject: object) -> tuple[Listing.Kind, int, str, str]:
    """The list behind a feed: its kind and target, the name that follows the paper's, its description."""
    match subject:
        case FrontPage():
            return Listing.Kind.EDITION, edition.locale_id, "", edition.search_description
        case SectionPage() if not is_restricted(subject.path):
            return Listing.Kind.SECTION, subject.pk, subject.title, subject.lead
        case AuthorProfile():
            return Listing.Kind.AUTHOR, subject.pk, subject.name, subject.short_biography
        case Topic():
            return Listing.Kind.TOPIC, subject.pk, subject.name, subject.lead
    raise Http404("There is no feed of this.")


def _entry(article: ArticlePage, root_url: str, text: SafeString | None) -> Entry:
    return Entry(
        guid=f"{root_url}/{article.number}",
        url=article.full_url,
        title=_headline(article),
        summary=article.lead.strip(),
        authors=_authors(article, root_url),
        categories=(article.section.title,) if article.section_id else (),
        published_at=_local(article.published_at),
        changed_at=_local(last_change(article.published_at, article.updated_at) or article.published_at),
        illustration=_illustration(article, root_url),
        language=article.language,
        body=text,
    )


def _correction_entry(correction: Correction, article: ArticlePage, root_url: str) -> Entry:
    moment = _local(correction.corrected_at)
    title = _("Correction: %(headline)s") % {"headline": _headline(article)}
    return Entry(
        # The key of its row is another after the article went back to an older state; its moment stays.
        guid=f"{root_url}/{article.number}#correction-{int(moment.timestamp())}",
        url=article.full_url,
        title=title,
        summary=correction.text.strip(),
        authors=_authors(article, root_url),
        categories=(article.section.title,) if article.section_id else (),
        published_at=moment,
        changed_at=moment,
        illustration=None,
        language=article.language,
    )


def _headline(article: ArticlePage) -> str:
    if not article.label_text:
        return article.headline
    # Paid content is labelled wherever its headline stands (§ 22 MStV).
    return _("%(label)s: %(headline)s") % {"label": article.label_text, "headline": article.headline}


def _authors(article: ArticlePage, root_url: str) -> tuple[Author, ...]:
    return tuple(Author(credit.author.name, root_url + credit.author.url) for credit in article.byline)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())


def _illustration(article: ArticlePage, root_url: str) -> Illustration | None:
    picture = article.lead_picture
    stored = stored_jpeg(picture, renditions.WIDE, root_url)
    if stored is None:
        return None
    caption = article.lead_picture_caption or picture.caption
    return Illustration(stored, picture.default_alt_text, caption, picture.credit)

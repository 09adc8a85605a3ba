"""What a feed says, whatever the format in which it is written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.newsroom import addresses, renditions
from presswerk.newsroom.models import (
    ArticlePage,
    AuthorProfile,
    FrontPage,
    Listing,
    SectionPage,
    SiteSettings,
    Topic,
)
from presswerk.newsroom.queries import listing
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries.public_addresses import last_change
from presswerk.newsroom.queries.teasers import is_restricted
from presswerk.syndication.pictures import StoredPicture, stored_jpeg

NEWEST = 30
SUFFIX = "feed"


@dataclass(frozen=True)
class Illustration:
    """The lead picture of an entry with what belongs to it."""

    stored: StoredPicture
    alt_text: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Entry:
    """An article in a feed. `guid` names it for ever, whatever becomes of its headline and section."""

    guid: str
    url: str
    title: str
    summary: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    published_at: datetime
    changed_at: datetime
    illustration: Illustration | None


@dataclass(frozen=True)
class Channel:
    """A feed: whose it is, and its newest entries first. `path` is the one address at which it answers."""

    path: str
    url: str
    feed_url: str
    title: str
    description: str
    language: str
    rights: str
    entries: tuple[Entry, ...]


def channel_of(request: HttpRequest, edition: FrontPage, subject: object) -> Channel:
    """The feed of an edition, section, author or topic; at most four queries, whatever the number of entries.

    Raises Http404 for what has no feed, and for a section that not everybody may read.
    """
    kind, target, name, description = _about(edition, subject)
    paper = paper_queries.paper(request)
    root = addresses.root_of(edition.url_path)
    root_url = root.root_url if root else ""
    path = _path_of(subject)
    articles = listing.newest(kind, target, most=NEWEST).articles
    return Channel(
        path=f"{path}{SUFFIX}/",
        url=f"{root_url}{path}",
        feed_url=f"{root_url}{path}{SUFFIX}/",
        title=f"{paper.name}: {name}" if name else paper.name,
        description=description or paper.description or paper.claim or paper.name,
        language=edition.language,
        rights=_rights(paper),
        entries=tuple(_entry(article, root_url) for article in articles),
    )


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


def _rights(paper: SiteSettings) -> str:
    return f"© {paper.publisher or paper.name}"


def _entry(article: ArticlePage, root_url: str) -> Entry:
    headline = article.headline
    zone = timezone.get_default_timezone()
    if article.label_text:
        # Paid content is labelled wherever its headline stands (§ 22 MStV).
        headline = _("%(label)s: %(headline)s") % {"label": article.label_text, "headline": headline}
    return Entry(
        guid=f"{root_url}/{article.number}",
        url=article.full_url,
        title=headline,
        summary=article.lead.strip(),
        authors=tuple(credit.author.name for credit in article.byline),
        categories=(article.section.title,) if article.section_id else (),
        published_at=timezone.localtime(article.published_at, zone),
        changed_at=timezone.localtime(last_change(article.published_at, article.updated_at), zone),
        illustration=_illustration(article, root_url),
    )


def _illustration(article: ArticlePage, root_url: str) -> Illustration | None:
    picture = article.lead_picture
    stored = stored_jpeg(picture, renditions.WIDE, root_url)
    if stored is None:
        return None
    caption = article.lead_picture_caption or picture.caption
    return Illustration(stored, picture.default_alt_text, caption, picture.credit)

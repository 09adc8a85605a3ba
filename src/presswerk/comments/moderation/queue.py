"""What waits for moderators, in the order in which it came, and how it is narrowed."""

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from presswerk.comments.models import Comment, State
from presswerk.comments.moderation.links import hosts_of, is_below
from presswerk.comments.moderation.models.desk_settings import desk_settings
from presswerk.newsroom.models import ArticlePage, SectionPage

STATES = ("waiting", "reported", "unread", "discarded", "rejected", "published")
"""waiting: for a decision. reported: published, with open reports. unread: published, and nobody has read it
yet. discarded: by the filter alone. rejected: by moderators, spam included. published: all that is."""
UNREAD_DAYS = 7
RECENT_DAYS = 30
_MOST_FOR_HOST = 5_000
_LOOKED_AT_FOR_HOST = 50_000


@dataclass(frozen=True)
class Narrowing:
    """What a moderator asked to see. Every value comes from an address and may be nonsense."""

    state: str = "waiting"
    section: int | None = None
    article: int | None = None
    least: int | None = None
    """Percent: probability of spam at least."""
    insult: int | None = None
    """Percent: probability of an insult at least."""
    hours: int | None = None
    """Older than."""
    reported: bool = False
    author: int | None = None
    """A comment by the author whose comments are meant: no hash stands in an address."""
    host: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Narrowing":
        """From an address; what cannot be read is left out."""
        values: dict[str, Any] = {}
        for name in ("section", "article", "least", "insult", "hours", "author"):
            raw = query.get(name, "")
            if raw.isascii() and raw.isdigit() and len(raw) < 16:
                values[name] = int(raw)
        if query.get("state") in STATES:
            values["state"] = query["state"]
        values["reported"] = bool(query.get("reported"))
        values["host"] = query.get("host", "").strip().lower()[:253]
        return cls(**values)

    def query(self, **more: Any) -> str:
        """As an address's query, without what is as usual; `more` replaces or adds."""
        values = {each.name: getattr(self, each.name) for each in fields(self)} | more
        usual = {each.name: each.default for each in fields(self)}
        told = {
            name: (1 if value is True else value)
            for name, value in values.items()
            if value not in (None, "", False) and usual.get(name) != value
        }
        return urlencode(told)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the state was asked for."""
        return Narrowing(state=self.state) != self


def queue(narrowing: Narrowing) -> QuerySet[Comment]:
    """The comments meant, the oldest first; newest first for what has been decided already."""
    found = _in_state(narrowing.state)
    if narrowing.section:
        found = found.filter(article__section_id__in=_branch(narrowing.section))
    if narrowing.article:
        found = found.filter(article_id=narrowing.article)
    if narrowing.least:
        found = found.filter(spam_probability__gte=narrowing.least / 100)
    if narrowing.insult:
        found = found.filter(insult_probability__gte=narrowing.insult / 100)
    if narrowing.hours:
        found = found.filter(submitted_at__lt=timezone.now() - timedelta(hours=narrowing.hours))
    if narrowing.reported:
        found = found.filter(reports__gt=0)
    if narrowing.author:
        found = found.filter(_same_author(narrowing.author))
    if narrowing.host:
        found = found.filter(pk__in=_linking_to(found, narrowing.host))
    return found


def _in_state(state: str) -> QuerySet[Comment]:
    now = timezone.now()
    if state == "reported":
        return _oldest_first(Comment.objects.filter(state=State.PUBLISHED, reports__gt=0))
    if state == "unread":
        since = now - timedelta(days=UNREAD_DAYS)
        return _oldest_first(
            Comment.objects.filter(
                state=State.PUBLISHED, submitted_at__gte=since, decided_by=None, staff=None
            )
        )
    if state == "discarded":
        since = now - timedelta(days=desk_settings().show_discarded_days)
        return _newest_first(
            Comment.objects.filter(state=State.SPAM, submitted_at__gte=since, decided_by=None)
        )
    if state == "rejected":
        since = now - timedelta(days=RECENT_DAYS)
        return _newest_first(
            Comment.objects.filter(
                state__in=[State.REJECTED, State.SPAM], submitted_at__gte=since, decided_by__isnull=False
            )
        )
    if state == "published":
        return _newest_first(Comment.objects.filter(state=State.PUBLISHED))
    return _oldest_first(Comment.objects.filter(state=State.WAITING))


def _oldest_first(found: QuerySet[Comment]) -> QuerySet[Comment]:
    return found.order_by("submitted_at", "pk")


def _newest_first(found: QuerySet[Comment]) -> QuerySet[Comment]:
    return found.order_by("-submitted_at", "-pk")


def after(found: QuerySet[Comment], comment_id: int | None) -> QuerySet[Comment]:
    """What comes behind a comment in the queue; all of it when there is no such comment."""
    place = (
        Comment.objects.filter(pk=comment_id).values_list("submitted_at", "pk").first()
        if comment_id
        else None
    )
    if place is None:
        return found
    at, pk = place
    if str(found.query.order_by[0]).startswith("-"):
        return found.filter(Q(submitted_at__lte=at) & (Q(submitted_at__lt=at) | Q(pk__lt=pk)))
    # The plain bound beside the exact one lets the index find the place.
    return found.filter(Q(submitted_at__gte=at) & (Q(submitted_at__gt=at) | Q(pk__gt=pk)))


def _branch(section_id: int) -> list[int]:
    """A section and those below it. Sections are few: all are asked for."""
    sections = dict(SectionPage.objects.values_list("pk", "path"))
    top = sections.get(section_id)
    return [pk for pk, path in sections.items() if top is not None and path.startswith(top)] or [section_id]


def _same_author(comment_id: int) -> Q:
    of = Comment.objects.filter(pk=comment_id).values_list("author_hash", "author_name").first()
    if of is None:
        return Q(pk=comment_id)
    author_hash, name = of
    return Q(author_hash=author_hash) if author_hash else Q(author_hash="", author_name=name)


def _linking_to(found: QuerySet[Comment], host: str) -> list[int]:
    """Those that link to a host or below it. The database finds the candidates, reading them decides.

    No index knows what stands in a text, so no more than the first _LOOKED_AT_FOR_HOST are looked through.
    """
    first = found.values("pk")[:_LOOKED_AT_FOR_HOST]
    candidates = Comment.objects.filter(pk__in=first).filter(
        Q(text__icontains=host) | Q(author_url__icontains=host)
    )
    rows = candidates.values_list("pk", "text", "author_url")[:_MOST_FOR_HOST]
    return [pk for pk, text, url in rows if any(is_below(each, host) for each in hosts_of(text, url))]


def section_choices() -> list[tuple[int, str]]:
    """All sections in the order of their tree, indented by their depth."""
    rows = SectionPage.objects.order_by().values_list("path", "depth", "pk", "title")
    return [(pk, f"{'– ' * (depth - 3)}{title}") for _path, depth, pk, title in sorted(rows)]


def article_named(pk: int) -> str:
    """An article's headline, "" when there is none."""
    return ArticlePage.objects.filter(pk=pk).values_list("title", flat=True).first() or ""

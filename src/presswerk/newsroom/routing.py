"""From the path components below an edition's front to the page or view that answers."""

from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

from django.http import Http404, HttpResponse
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from presswerk import bake
from presswerk.newsroom import addresses, slots
from presswerk.newsroom.models import ArticleNumber, ArticlePage, AuthorProfile, FrontPage, Topic
from presswerk.newsroom.queries.articles import article_by_number, live_article


def route(edition: FrontPage, components: list[str]) -> RouteResult:
    """Find what answers below `edition`. Raises Http404 when nothing does.

    The order decides: a suffix such as `feed`, then the words of the software (author, topic, archive,
    search), below which names and days may end in a number, then an article's number, then sections and
    plain pages by their place.
    """
    suffix = slots.suffix_view(components[-1])
    if suffix is not None:
        return _view(edition, suffix, subject=_subject(edition, components[:-1]))
    words = {word: meaning for meaning, word in addresses.words(edition.language).items()}
    meaning = words.get(components[0])
    if meaning is not None:
        return _software_page(edition, meaning, components[1:])
    number = addresses.number_in(components[-1])
    if number is not None:
        return _article(edition, number)
    page = _page_in_tree(edition, components)
    if page is None:
        raise Http404
    return RouteResult(page)


def _view(edition: FrontPage, view: Callable[..., HttpResponse], **kwargs: Any) -> RouteResult:
    return RouteResult(edition, kwargs={"view": view, **kwargs})


def _article(edition: FrontPage, number: int) -> RouteResult:
    from presswerk.newsroom.views.errors import gone

    article = article_by_number(number)
    if article is not None and article.live:
        return RouteResult(article)
    record = _deleted(number)
    if article is None and record is not None:
        return _view(edition, gone, record=record)
    raise Http404


@bake.named_query
def _deleted(number: int) -> ArticleNumber | None:
    bake.depends_on(f"number:{number}")
    return ArticleNumber.objects.filter(pk=number, deleted_at__isnull=False).first()


def _software_page(edition: FrontPage, meaning: str, rest: list[str]) -> RouteResult:
    from presswerk.newsroom.views import archive, authors, search, topics

    if meaning == "search" and not rest:
        return _view(edition, search.search)
    if meaning == "archive":
        return _archive(edition, archive, rest)
    if meaning == "author" and len(rest) == 1:
        return _view(edition, authors.author, author=_author(edition, rest[0]))
    if meaning == "topic" and len(rest) == 1:
        return _view(edition, topics.topic, topic=_topic(edition, rest[0]))
    raise Http404


def _archive(edition: FrontPage, views: ModuleType, rest: list[str]) -> RouteResult:
    if not rest:
        return _view(edition, views.archive)
    try:
        numbers = [int(part) for part in rest]
        if len(numbers) == 2:
            return _view(edition, views.month, month=date(numbers[0], numbers[1], 1))
        if len(numbers) == 3:
            return _view(edition, views.day, day=date(*numbers))
    except (ValueError, OverflowError):
        pass
    raise Http404


@bake.named_query
def _author(edition: FrontPage, slug: str) -> AuthorProfile:
    author = (
        AuthorProfile.objects.filter(locale_id=edition.locale_id, slug=slug)
        .select_related("portrait")
        .first()
    )
    if author is None:
        raise Http404
    return author


@bake.named_query
def _topic(edition: FrontPage, slug: str) -> Topic:
    topic = Topic.objects.filter(locale_id=edition.locale_id, slug=slug).first()
    if topic is None:
        raise Http404
    return topic


def _subject(edition: FrontPage, components: list[str]) -> Any:
    """The front, section, article, author or topic before a suffix. Raises Http404 for anything else."""
    words = addresses.words(edition.language)
    if not components:
        return edition
    if len(components) == 2 and components[0] == words["author"]:
        return _author(edition, components[1])
    if len(components) == 2 and components[0] == words["topic"]:
        return _topic(edition, components[1])
    number = addresses.number_in(components[-1])
    page = _page_in_tree(edition, components) if number is None else live_article(number)
    if page is None:
        raise Http404
    return page


@bake.named_query
def _page_in_tree(edition: FrontPage, components: list[str]) -> Page | None:
    """The live page at this place; the slug's index finds it, the whole path makes it sure."""
    tree_path = f"{edition.url_path}{'/'.join(components)}/"
    page = Page.objects.filter(slug=components[-1], url_path=tree_path, live=True).specific().first()
    # Articles stand in the tree under their number; that is not an address.
    return None if isinstance(page, ArticlePage) else page

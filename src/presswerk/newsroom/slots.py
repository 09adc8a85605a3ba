"""The one seam upward: what packages above the newsroom hang into its pages.

Comments, discovery and syndication register here when Django starts; templates and views of the
newsroom name no app above them. Everything registered is code of this product, so its HTML is trusted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.utils.safestring import SafeString

PLACES = frozenset(
    {"page.head", "article.head", "article.foot", "article.aside", "section.foot", "site.menu", "site.footer"}
)

_CONTEXT = "presswerk_page_context"

Render = Callable[[Any, HttpRequest], SafeString | None]
SuffixView = Callable[..., HttpResponse]
ArticleData = Callable[[Any, HttpRequest], dict[str, Any]]
PublicPaths = Callable[[str], Iterable[str]]


class UnknownPlace(ValueError):
    """Raised when something is registered for a place that no template has."""


@dataclass(order=True, frozen=True)
class _Piece:
    order: int
    name: str
    render: Render = field(compare=False)


@dataclass(frozen=True)
class ReaderData:
    """How one package exports and erases what it stores about the reader with an e-mail address."""

    name: str
    export: Callable[[str], dict[str, Any]]
    erase: Callable[[str], int]


_pieces: dict[str, dict[str, _Piece]] = defaultdict(dict)
_suffixes: dict[str, SuffixView] = {}
_reader_data: dict[str, ReaderData] = {}
_article_data: dict[str, ArticleData] = {}
_public_paths: dict[str, PublicPaths] = {}


def register(place: str, render: Render, order: int = 100) -> None:
    """Hang `render(page, request) -> Html | None` into `place`; lower `order` comes first.

    Registering the same function again replaces it. Raises UnknownPlace for a place not in PLACES.
    """
    if place not in PLACES:
        raise UnknownPlace(f"There is no place {place!r}. Places: {', '.join(sorted(PLACES))}.")
    name = f"{render.__module__}.{render.__qualname__}"
    _pieces[place][name] = _Piece(order, name, render)


def pieces(place: str, page: Any, request: HttpRequest) -> Iterator[SafeString]:
    """Render what hangs in `place`, in order, leaving out what has nothing to say."""
    for piece in sorted(_pieces[place].values()):
        html = piece.render(page, request)
        if html:
            yield html


def remember_context(request: HttpRequest, context: Context) -> None:
    """Let the pieces of this page see what it shows; the template tag calls it before they render."""
    setattr(request, _CONTEXT, context)


def context_of(request: HttpRequest) -> Context:
    """What the page that is being rendered says of itself: `paper`, `breadcrumb`, `canonical_url` and so on.

    Whoever repeats a fact of the page takes it from here: asking the database again costs a query and may
    give another answer. Empty outside of a page.
    """
    return getattr(request, _CONTEXT, None) or Context()


def register_suffix(word: str, view: SuffixView) -> None:
    """Answer `<address of any page>/<word>/` with `view(request, edition, subject)`.

    `subject` is the FrontPage, SectionPage, ArticlePage, AuthorProfile or Topic whose address stands before
    the word; the view raises Http404 for a kind that it does not serve. Feeds use this.
    """
    _suffixes[word] = view


def suffix_view(word: str) -> SuffixView | None:
    """Return the view registered for a last path component, if there is one."""
    return _suffixes.get(word)


def register_reader_data(
    name: str, export: Callable[[str], dict[str, Any]], erase: Callable[[str], int]
) -> None:
    """Take part in the reader's rights: `export(email) -> data`, `erase(email) -> number of records`."""
    _reader_data[name] = ReaderData(name, export, erase)


def reader_data() -> tuple[ReaderData, ...]:
    """All packages that store something about readers, by name."""
    return tuple(_reader_data[name] for name in sorted(_reader_data))


def register_article_data(name: str, describe: ArticleData) -> None:
    """Add properties to the article's schema.org description: `describe(article, request) -> properties`."""
    _article_data[name] = describe


def article_data(article: Any, request: HttpRequest) -> dict[str, Any]:
    """What packages above say of an article."""
    return {
        key: value
        for _name, describe in sorted(_article_data.items())
        for key, value in describe(article, request).items()
    }


def register_public_paths(name: str, paths: PublicPaths) -> None:
    """Name pages that stand outside the tree, for sitemaps and folders: `paths(language of an edition)`.

    They are the same whatever is in the database.
    """
    _public_paths[name] = paths


def public_paths(language: str) -> list[str]:
    """The pages of packages above in an edition, by the names of the packages."""
    return [path for _name, paths in sorted(_public_paths.items()) for path in paths(language)]

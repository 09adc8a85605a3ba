"""Every address of articles and pages that readers may find, in parts of bounded size.

For sitemaps and whatever else walks the whole paper. An address stands here when its page is live and
under no restriction. Further pages of a list (`?before=…`) and the search are no addresses of their own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page, Site

from presswerk import bake
from presswerk.newsroom import addresses, renditions, slots
from presswerk.newsroom.models import (
    ArticlePage,
    Correction,
    FrontPage,
    Listing,
    PlainPage,
    Rendition,
    SectionPage,
)
from presswerk.newsroom.queries import parts
from presswerk.newsroom.queries.teasers import restricted_paths

# The size that pages show in browsers without WebP, and that every program can show.
(PICTURE_SPEC,) = renditions.specs_of(renditions.WIDE, renditions.FALLBACK)


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """A path, and when what stands there last changed in substance, where that is known."""

    path: str
    changed_at: datetime | None = None
    picture: str = ""
    """The name of the file of the lead picture's stored size, for those who asked for it."""
    twins: tuple[tuple[str, str], ...] = ()
    """(language, path) of all public pages that say the same, this one too, by language; () for one alone."""


def last_change(*moments: datetime | None) -> datetime | None:
    """The latest of publication, substantial update and corrections; None when there is none."""
    return max((moment for moment in moments if moment is not None), default=None)


@bake.named_query
def article_parts(site: Site) -> list[int]:
    """The parts of the article numbers in which something is public. One query."""
    bake.depends_on("numbers")
    return parts.occupied(ArticlePage.objects.filter(_public(site)), "number")


@bake.named_query
def articles(site: Site, part: int) -> list[PublicAddress]:
    """The public articles whose numbers fall into a part, by number. Two queries.

    The addresses are put together from rows: 10,000 model instances would take ten times as long.
    """
    bake.depends_on("sections", f"numbers:{part}")
    address_of = _addresses_of_articles(site)
    found = []
    for number, slug, tree_path, section_id, *moments in _article_rows(site, part, *_DATES):
        root, path = address_of(number, slug, tree_path, section_id)
        if root is not None:
            found.append(PublicAddress(path, last_change(*moments)))
    return found


@bake.named_query
def articles_with_pictures_and_twins(site: Site, part: int) -> list[PublicAddress]:
    """As `articles()`, with the lead pictures and the same articles in other editions.

    Two queries, one more where there are several editions.
    """
    bake.depends_on("sections", f"numbers:{part}")
    address_of = _addresses_of_articles(site)
    twins = _twins(site, part, address_of) if len(roots_of(site)) > 1 else {}
    found = []
    rows = _article_rows(site, part, *_DATES, "picture", "translation_key")
    for number, slug, tree_path, section_id, *moments, picture, key in rows:
        root, path = address_of(number, slug, tree_path, section_id)
        if root is not None:
            found.append(PublicAddress(path, last_change(*moments), picture or "", twins.get(key, ())))
    return found


_DATES = ("published_at", "updated_at", "corrected_at")
_Twins = dict[UUID, tuple[tuple[str, str], ...]]
_AddressOf = Callable[[int, str, str, int | None], tuple[addresses.Root | None, str]]


def _addresses_of_articles(site: Site) -> _AddressOf:
    """From number, slug, tree path and section to the edition and the path in it. One query, at once."""
    roots = roots_of(site)
    homes = {
        pk: tree_path[len(root.tree_path) :]
        for pk, tree_path in _rows_of(SectionPage).values_list("pk", "url_path")
        if (root := _root_above(tree_path, roots))
    }

    def address_of(
        number: int, slug: str, tree_path: str, section_id: int | None
    ) -> tuple[addresses.Root | None, str]:
        root = _root_above(tree_path, roots)
        home = homes.get(section_id or 0, "")
        segment = addresses.article_segment(slug, number)
        return root, f"/{root.prefix}{home}{segment}/" if root is not None else ""

    return address_of


def _article_rows(site: Site, part: int, *columns: str) -> QuerySet:
    corrections = Correction.objects.filter(article=OuterRef("pk")).order_by("-corrected_at")
    pictures = Rendition.objects.filter(image=OuterRef("lead_picture"), filter_spec=PICTURE_SPEC).order_by()
    return (
        _of_part(ArticlePage.objects.filter(_public(site)), part)
        .order_by("number")
        .annotate(
            corrected_at=Subquery(corrections.values("corrected_at")[:1]),
            picture=Subquery(pictures.values("file")[:1]),
        )
        .values_list("number", "readable_slug", "url_path", "section_id", *columns)
    )


def _of_part(rows: QuerySet, part: int) -> QuerySet:
    first, end = parts.bounds(part)
    return rows.filter(number__gte=first, number__lt=end)


def _twins(site: Site, part: int, address_of: _AddressOf) -> _Twins:
    """Translation key → the articles that share it, for those of a part that are not alone."""
    keys = _of_part(ArticlePage.objects.order_by(), part).values("translation_key")
    rows = ArticlePage.objects.filter(_public(site), translation_key__in=keys).order_by()
    found: dict[UUID, dict[str, str]] = {}
    for key, *columns in rows.values_list(
        "translation_key", "number", "readable_slug", "url_path", "section_id"
    ):
        root, path = address_of(*columns)
        if root is not None:
            found.setdefault(key, {})[root.language] = path
    return _not_alone(found)


def _not_alone(by_key: dict[UUID, dict[str, str]]) -> _Twins:
    return {key: tuple(sorted(paths.items())) for key, paths in by_key.items() if len(paths) > 1}


@bake.named_query
def pages(site: Site) -> list[PublicAddress]:
    """The fronts of editions and sections, plain pages, the archives' entrances, pages of packages above.

    Three queries.

    A front changes with its newest article, a plain page whenever it is published.
    """
    # A plain page that joins is in no list; the dates of fronts are those of lists.
    bake.depends_on("editions", "sections", "plain pages", "lists")
    roots = roots_of(site)
    in_tree = [
        *_in_tree(site, FrontPage, newest_in(Listing.Kind.EDITION, "locale_id")),
        *_in_tree(site, SectionPage, newest_in(Listing.Kind.SECTION, "pk")),
        *_in_tree(site, PlainPage, F("last_published_at")),
    ]
    by_key: dict[UUID, dict[str, str]] = {}
    for key, root, path, _moment in in_tree:
        by_key.setdefault(key, {})[root.language] = path
    twins = _not_alone(by_key)
    found = [PublicAddress(path, moment, twins=twins.get(key, ())) for key, _root, path, moment in in_tree]
    for root in roots:
        of_edition = (addresses.archive_path(root.language), *slots.public_paths(root.language))
        found += [PublicAddress(path) for path in of_edition]
    return found


def _in_tree(
    site: Site, model: type[Page], changed_at: Subquery | F
) -> Iterator[tuple[UUID, addresses.Root, str, datetime | None]]:
    """Translation key, edition, path and last change of each public page of a kind, by its place."""
    roots = roots_of(site)
    rows = _rows_of(model).filter(_public(site)).annotate(changed_at=changed_at)
    found = rows.values_list("url_path", "changed_at", "translation_key")
    for tree_path, moment, key in sorted(found, key=itemgetter(0)):
        root = _root_above(tree_path, roots)
        if root is not None:
            yield key, root, f"/{root.prefix}{tree_path[len(root.tree_path) :]}", moment


def _rows_of(model: type[Page]) -> QuerySet:
    """The pages of a kind of which there are few.

    Asked for by key and unsorted: a join that is filtered or sorted by a column of the page table makes
    SQLite walk all pages (2 s of 1,000,000) as long as nobody has run ANALYZE.
    """
    return Page.objects.filter(pk__in=model.objects.order_by().values("pk")).order_by()


def newest_in(kind: Listing.Kind, target: str) -> Subquery:
    """When the newest public article of the list came out whose target is the outer row's field `target`."""
    listed = Listing.objects.filter(
        unrestricted("article__path"), kind=kind, target_id=OuterRef(target)
    ).order_by("-published_at")
    return Subquery(listed.values("published_at")[:1])


def unrestricted(field: str) -> Q:
    """The condition that the tree path in `field` stands under no restriction."""
    condition = Q()
    for path in restricted_paths():
        condition &= ~Q(**{f"{field}__startswith": path})
    return condition


def _public(site: Site) -> Q:
    condition = Q(live=True) & unrestricted("path")
    if len({root.site for root in addresses.roots()}) < 2:
        return condition
    below_its_fronts = Q(pk__in=())
    for root in roots_of(site):
        below_its_fronts |= Q(path__startswith=root.front.path)
    return condition & below_its_fronts


def roots_of(site: Site) -> list[addresses.Root]:
    """The editions of a site."""
    return [root for root in addresses.roots() if root.site == site]


def root_url_of(site: Site) -> str:
    """The scheme and host of a site's addresses, "" where it has no edition."""
    return next((root.root_url for root in roots_of(site)), "")


def _root_above(tree_path: str, roots: Iterable[addresses.Root]) -> addresses.Root | None:
    return next((root for root in roots if tree_path.startswith(root.tree_path)), None)

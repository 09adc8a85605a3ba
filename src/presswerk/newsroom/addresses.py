"""Public addresses: made from the present section path and the number, understood by the number alone.

`/<section path>/<slug>-<number>/` for articles; `/autor/<slug>/`, `/thema/<slug>/`, `/archiv/…`,
`/suche/` beside them, in the words of the edition's language. Editions other than the default one
stand under `/<language>/`. Nothing here is stored, so renaming a section rewrites no article.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from wagtail.models import Page, Site

from presswerk import bake
from presswerk.newsroom import memo

# Written out by language and never translated through catalogues: an address must not change
# because somebody improved a translation.
WORDS = {
    "de": {"author": "autor", "topic": "thema", "archive": "archiv", "search": "suche"},
    "en": {"author": "author", "topic": "topic", "archive": "archive", "search": "search"},
}
# Paths that belong to the software, whatever the language.
TECHNICAL_WORDS = frozenset(
    {
        *("account", "admin", "static", "media", "documents", "files", "feed", "comment", "comments"),
        *("health", "_stil"),
    }
)

_NUMBERED = re.compile(r"^(?:(?P<slug>.*)-)?(?P<number>[1-9][0-9]{0,17})$")


@dataclass(frozen=True)
class Root:
    """Where an edition stands: its front page's place in the tree and its address.

    The site brings the paper's settings (`sitesettings`) where there are any.
    """

    site: Site
    front: Page
    root_url: str

    @property
    def tree_path(self) -> str:
        """The `url_path` with which all pages of the edition begin."""
        return self.front.url_path

    @property
    def language(self) -> str:
        """The edition's language code."""
        return self.front.locale.language_code

    @property
    def prefix(self) -> str:
        """ "" for the default edition, else "en/" or the like."""
        return "" if self.language == settings.LANGUAGE_CODE else f"{self.language}/"


def roots() -> tuple[Root, ...]:
    """All editions of all sites, the deepest in the tree first; two queries, once a request."""
    return memo.once("edition roots", _load_roots)


@bake.named_query
def _load_roots() -> tuple[Root, ...]:
    # Only here, because the models themselves need their addresses.
    from presswerk.newsroom.queries import editions

    bake.depends_on("editions")
    # Wagtail's own Site.get_site_root_paths() keeps them in the cache for an hour, where a second
    # process would not see the change of the first.
    sites = editions.sites()
    # Sorted here: ordered by the page table's column, SQLite walks all pages until somebody runs ANALYZE.
    fronts = editions.fronts()
    of_site = {site.root_key: site for site in sites}
    found = []
    for front in sorted(fronts, key=lambda front: front.path):
        site = of_site.get(front.translation_key)
        if site is not None:
            # One paper has one address, the operator's `base_url`; several sites have their own.
            root_url = settings.BASE_URL if len(sites) == 1 else site.root_url
            found.append(Root(site, front, root_url))
    return tuple(sorted(found, key=lambda root: -len(root.tree_path)))


def is_anything_restricted() -> bool:
    """Whether there is a restriction on any page; asked along with the editions."""
    return not roots() or roots()[0].front.is_anything_restricted


def section_colours() -> str:
    """Place in the tree, key and colour of every live section, a line each; asked along with the editions."""
    return (roots()[0].front.section_colours or "") if roots() else ""


def site_of_host(host: str) -> Site | None:
    """The site that answers for a host name without port: the one that bears it, else the default one."""
    sites = list(dict.fromkeys(root.site for root in roots()))
    named = [site for site in sites if site.hostname == host]
    default = [site for site in sites if site.is_default_site]
    return next(iter([*named, *default, *sites]), None)


def front_of(site: Site, language: str) -> Any:
    """The front page of a site's edition in a language, else of its default edition; None without any."""
    of_site = {root.language: root.front for root in roots() if root.site == site}
    return of_site.get(language) or of_site.get(settings.LANGUAGE_CODE)


def root_of(tree_path: str) -> Root | None:
    """The edition to which a page with this Wagtail `url_path` belongs, or None outside of all."""
    return next((root for root in roots() if tree_path.startswith(root.tree_path)), None)


def path_in_tree(tree_path: str) -> str:
    """The path of a section or plain page from its place in the tree, without loading it; "/" outside."""
    root = root_of(tree_path)
    return f"/{root.prefix}{tree_path[len(root.tree_path) :]}" if root else "/"


def language_of(locale_id: int | None) -> str:
    """The language code of a locale that has an edition; the default language for all others."""
    codes = {root.front.locale_id: root.language for root in roots()}
    return codes.get(locale_id or 0, settings.LANGUAGE_CODE)


def words(language: str) -> dict[str, str]:
    """The path words of a language; English ones where there are none of its own."""
    return WORDS.get(language) or WORDS.get(language.split("-")[0]) or WORDS["en"]


def edition_path(language: str) -> str:
    """The path of an edition's front page: `/` or `/en/`."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def author_path(author: Any) -> str:
    """The path of an author's page in the edition of the profile's language."""
    language = language_of(author.locale_id)
    return f"{edition_path(language)}{words(language)['author']}/{author.slug}/"


def topic_path(topic: Any) -> str:
    """The path of a topic's page in the edition of the topic's language."""
    language = language_of(topic.locale_id)
    return f"{edition_path(language)}{words(language)['topic']}/{topic.slug}/"


def archive_path(
    language: str, year: int | None = None, month: int | None = None, day: int | None = None
) -> str:
    """The path of the archive, of a year's list in it, of a month or of a day."""
    path = f"{edition_path(language)}{words(language)['archive']}/"
    if year:
        path += f"{year:04d}/"
    if year and month:
        path += f"{month:02d}/"
    if year and month and day:
        path += f"{day:02d}/"
    return path


def search_path(language: str) -> str:
    """The path of an edition's search page."""
    return f"{edition_path(language)}{words(language)['search']}/"


def article_segment(slug: str, number: int) -> str:
    """The last path component of an article.

    >>> article_segment("sturmflut-am-hafen", 4711)
    'sturmflut-am-hafen-4711'
    """
    return f"{slug}-{number}" if slug else str(number)


def number_in(segment: str) -> int | None:
    """The article number at the end of a path component, or None.

    >>> number_in("sturmflut-am-hafen-4711"), number_in("4711"), number_in("hafen"), number_in("a-007")
    (4711, 4711, None, None)
    """
    match = _NUMBERED.match(segment)
    return int(match["number"]) if match else None


def is_reserved(slug: str) -> bool:
    """Whether a section or plain page at the top may not have this slug: it would hide something."""
    taken = {word for language in WORDS.values() for word in language.values()}
    codes = {code for code, _name in settings.LANGUAGES}
    return slug in taken or slug in TECHNICAL_WORDS or slug in codes or number_in(slug) is not None

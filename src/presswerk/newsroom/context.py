"""What every reader page knows: the paper, the edition, menus, breadcrumb, canonical address, feeds."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from presswerk.newsroom import addresses
from presswerk.newsroom.models import FrontPage
from presswerk.newsroom.queries import paper as paper_queries

# Each language calls itself by its own name, so that its readers find it.
_OWN_NAMES = {
    "de": "Deutsch", "en": "English", "fr": "Français", "it": "Italiano", "es": "Español",
    "nl": "Nederlands", "pl": "Polski", "tr": "Türkçe", "uk": "Українська", "ru": "Русский",
    "ar": "العربية", "da": "Dansk", "sv": "Svenska", "pt": "Português", "hsb": "Hornjoserbšćina",
    "nds": "Plattdüütsch", "frr": "Nordfriisk",
}  # fmt: skip


def page_context(
    request: HttpRequest,
    edition: FrontPage,
    *,
    title: str,
    path: str,
    description: str = "",
    breadcrumb: list[tuple[str, str]] | None = None,
    feeds: list[tuple[str, str]] | None = None,
    translated: dict[str, str] | None = None,
    page: Any = None,
) -> dict[str, Any]:
    """The context that all templates of reader pages share.

    `path` is the canonical path of the page, `breadcrumb` the way below the front as (label, path),
    `feeds` more specific feeds as (title, path), `translated` the paths of the same page by language.
    """
    paper = paper_queries.paper(request)
    menus = paper_queries.menus(edition, path)
    root = addresses.root_of(edition.url_path)
    root_url = root.root_url if root else ""
    language = edition.language
    front_path = addresses.edition_path(language)
    alternates = {language: path, **(translated or {})}
    return {
        "page": page,
        "self": page,
        "request": request,
        "paper": paper,
        "edition": edition,
        "language": language,
        "page_title": title,
        "description": description or paper.description,
        "canonical_url": root_url + path,
        "root_url": root_url,
        "feeds": [
            {"title": label, "url": feed}
            for label, feed in [*(feeds or []), (paper.name, f"{front_path}feed/")]
        ],
        "alternates": _alternates(root_url, alternates),
        "main_menu": menus["main"],
        "footer_menu": menus["footer"],
        "editions": _editions(language, alternates),
        "breadcrumb": _breadcrumb(breadcrumb or []),
        "home_url": front_path,
        "search_url": addresses.search_path(language),
        "archive_url": addresses.archive_path(language),
    }


def _alternates(root_url: str, paths: dict[str, str]) -> list[dict[str, str]]:
    if len(paths) < 2:
        return []
    links = [{"language": code, "url": root_url + path} for code, path in sorted(paths.items())]
    default = paths.get(settings.LANGUAGE_CODE)
    if default:
        links.append({"language": "x-default", "url": root_url + default})
    return links


def _editions(language: str, translated: dict[str, str]) -> list[dict[str, Any]]:
    fronts = paper_queries.fronts()
    if len(fronts) < 2:
        return []
    return [
        {
            "language": front.language,
            "label": _OWN_NAMES.get(front.language, front.language),
            "url": translated.get(front.language) or front.url,
            "current": front.language == language,
        }
        for front in fronts
    ]


def _breadcrumb(steps: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "url": url} for label, url in steps]

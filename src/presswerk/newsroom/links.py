"""Links to pages inside rich text, with the addresses of this paper, in one query a text."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from presswerk import bake
from presswerk.newsroom import addresses, memo
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.prepared import prepared

_LINK = re.compile(r'<a\b(?=[^>]*\blinktype="page")[^>]*\bid="(\d+)"')
# What the address of an article is made of.
FIELDS_OF_ADDRESS = (
    *("path", "url_path", "locale_id", "live", "number", "readable_slug", "section"),
    *("section__path", "section__url_path", "section__locale_id"),
)


class PaperLinkHandler(PageLinkHandler):
    """Expands `<a linktype="page" id="…">`; a link to a page that is not public becomes plain text."""

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = {int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdigit()}
        found = _known(ids)
        return [
            _tag(found.get(int(attrs["id"])) if str(attrs.get("id", "")).isdigit() else None)
            for attrs in attrs_list
        ]


def expect(texts: Iterable[str]) -> None:
    """Look up the links of all rich texts of a page at once, before they are rendered one by one."""
    _known({int(key) for text in texts for key in _LINK.findall(text)})


def _known(ids: set[int]) -> dict[int, str]:
    """As `page_paths()`, asking once in a request for each."""
    known: dict[int, str | None] = memo.once("paths of linked pages", dict)
    new = ids - known.keys()
    if new:
        found = page_paths(new)
        known.update((pk, found.get(pk)) for pk in new)
    return {pk: path for pk in ids if (path := known[pk])}


def _tag(path: str | None) -> str:
    return f'<a href="{escape(path)}">' if path else "<a>"


@bake.named_query
def page_paths(ids: set[int]) -> dict[int, str]:
    """Page id → public path, for live pages. Two queries at most, whatever the number."""
    if not ids:
        return {}
    bake.depends_on(*(f"page:{pk}" for pk in ids))
    paths = {article.pk: article.url for article in _articles(sorted(ids))}
    rest = ids - paths.keys()
    if rest:
        for pk, tree_path in Page.objects.filter(pk__in=rest, live=True).values_list("pk", "url_path"):
            root = addresses.root_of(tree_path)
            if root is not None:
                paths[pk] = f"/{root.prefix}{tree_path[len(root.tree_path) :]}"
    return {pk: path for pk, path in paths.items() if path}


@prepared
def _articles(ids: Sequence[int]) -> QuerySet[ArticlePage]:
    query = ArticlePage.objects.filter(pk__in=ids, live=True).order_by().select_related("section")
    return query.only(*FIELDS_OF_ADDRESS)

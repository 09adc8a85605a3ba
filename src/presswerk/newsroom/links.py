"""Links to pages inside rich text, with the addresses of this paper, in one query a text."""

from html import escape

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from presswerk import bake
from presswerk.newsroom import addresses
from presswerk.newsroom.models import ArticlePage


class PaperLinkHandler(PageLinkHandler):
    """Expands `<a linktype="page" id="…">`; a link to a page that is not public becomes plain text."""

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = {int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdigit()}
        found = page_paths(ids)
        return [
            _tag(found.get(int(attrs["id"])) if str(attrs.get("id", "")).isdigit() else None)
            for attrs in attrs_list
        ]


def _tag(path: str | None) -> str:
    return f'<a href="{escape(path)}">' if path else "<a>"


@bake.named_query
def page_paths(ids: set[int]) -> dict[int, str]:
    """Page id → public path, for live pages. Two queries at most, whatever the number."""
    if not ids:
        return {}
    bake.depends_on(*(f"page:{pk}" for pk in ids))
    articles = ArticlePage.objects.filter(pk__in=ids, live=True).select_related("section").defer("body")
    paths = {article.pk: article.url for article in articles}
    rest = ids - paths.keys()
    if rest:
        for pk, tree_path in Page.objects.filter(pk__in=rest, live=True).values_list("pk", "url_path"):
            root = addresses.root_of(tree_path)
            if root is not None:
                paths[pk] = f"/{root.prefix}{tree_path[len(root.tree_path) :]}"
    return {pk: path for pk, path in paths.items() if path}

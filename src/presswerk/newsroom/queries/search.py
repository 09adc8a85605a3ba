"""Search for readers, by Wagtail's own index until discovery brings a better one."""

import re

from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries import PAGE_SIZE
from presswerk.newsroom.queries.teasers import teasers

MOST_CHARACTERS = 200
MOST_PAGES = 20
_WORD = re.compile(r"\w+")


def search(locale_id: int, words: str, page: int = 1) -> tuple[list[ArticlePage], bool]:
    """The best matching articles of an edition and whether there are more.

    `page` counts from 1 to MOST_PAGES; nobody reads further, and deep offsets cost time.
    """
    # Words alone: what else readers type would be operators or syntax errors to the index behind it.
    words = " ".join(_WORD.findall(words[:MOST_CHARACTERS]))
    if not words:
        return [], False
    first = (min(max(page, 1), MOST_PAGES) - 1) * PAGE_SIZE
    found = (
        ArticlePage.objects.filter(live=True, locale_id=locale_id)
        .only("pk")
        .search(words, operator="and")[first : first + PAGE_SIZE + 1]
    )
    ids = [article.pk for article in found]
    return teasers(ids[:PAGE_SIZE]), len(ids) > PAGE_SIZE and page < MOST_PAGES

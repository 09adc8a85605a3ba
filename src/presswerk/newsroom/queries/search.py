"""Search for readers, by Wagtail's own index until discovery brings a better one."""

from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries import PAGE_SIZE
from presswerk.newsroom.queries.teasers import teasers
from presswerk.newsroom.search_index.matching import best_of_newest_ids

MOST_CHARACTERS = 200
MOST_PAGES = 10
# The newest so many that match are ranked; what is shown beyond them stands in the order of time.
_RANKED = 120
# So many are looked at where most of the newest are not public, or of another edition.
_MOST_FOUND = 300


def search(locale_id: int, words: str, page: int = 1) -> tuple[list[ArticlePage], bool]:
    """The best of the newest matching articles of an edition, and whether there are more.

    `page` counts from 1 to MOST_PAGES; nobody reads further.
    """
    first = (min(max(page, 1), MOST_PAGES) - 1) * PAGE_SIZE
    wanted = first + PAGE_SIZE + 1
    found: list[int] = []
    for most in (max(_RANKED, wanted + PAGE_SIZE), _MOST_FOUND):
        ids = best_of_newest_ids(ArticlePage, words[:MOST_CHARACTERS], most, _RANKED)
        found = _public(ids, locale_id, wanted)
        if len(found) >= wanted or len(ids) < most:
            break
    shown = found[first:wanted]
    return teasers(shown[:PAGE_SIZE]), len(shown) > PAGE_SIZE and page < MOST_PAGES


def _public(ids: list[int], locale_id: int, wanted: int) -> list[int]:
    """The first `wanted` of these articles that readers of the edition may see, or a few more."""
    found: list[int] = []
    for start in range(0, len(ids), wanted):
        # Nearly all are public, so one look is enough nearly always.
        looked_at = ids[start : start + wanted]
        rows = ArticlePage.objects.filter(pk__in=looked_at, live=True, locale_id=locale_id)
        public = set(rows.values_list("pk", flat=True))
        found += [pk for pk in looked_at if pk in public]
        if len(found) >= wanted:
            break
    return found

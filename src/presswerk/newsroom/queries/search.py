"""Search for readers, by Wagtail's own index until discovery brings a better one."""

from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries import PAGE_SIZE
from presswerk.newsroom.queries.teasers import teasers
from presswerk.newsroom.search_index.matching import best_of_newest_ids

MOST_CHARACTERS = 200
MOST_PAGES = 10
# The newest so many that match are ranked; what is shown beyond them stands in the order of time.
_RANKED = 120


def search(locale_id: int, words: str, page: int = 1) -> tuple[list[ArticlePage], bool]:
    """The best of the newest matching articles of an edition, and whether there are more.

    `page` counts from 1 to MOST_PAGES; nobody reads further.
    """
    first = (min(max(page, 1), MOST_PAGES) - 1) * PAGE_SIZE
    wanted = first + PAGE_SIZE + 1
    # Some that match are not public.
    most = max(_RANKED, wanted + PAGE_SIZE)
    ids = best_of_newest_ids(ArticlePage, words[:MOST_CHARACTERS], most, _RANKED)
    found: list[int] = []
    while ids and len(found) < wanted:
        # Nearly all are public, so one look is enough nearly always.
        looked_at, ids = ids[:wanted], ids[wanted:]
        rows = ArticlePage.objects.filter(pk__in=looked_at, live=True, locale_id=locale_id)
        public = set(rows.values_list("pk", flat=True))
        found += [pk for pk in looked_at if pk in public]
    shown = found[first:wanted]
    return teasers(shown[:PAGE_SIZE]), len(shown) > PAGE_SIZE and page < MOST_PAGES

"""Which sitemaps there are. At 1,000,000 articles this is about 120 lines, and never a walk over articles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wagtail.models import Site

from presswerk import bake
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries import latest, public_addresses, public_lists
from presswerk.newsroom.queries.public_addresses import PublicAddress
from presswerk.syndication.models import SitemapShard
from presswerk.syndication.sitemaps import shards

# Kind of a sitemap in shards → what a shard of it lists.
KINDS: dict[str, Callable[[Site, int], list[PublicAddress]]] = {
    "articles": public_addresses.articles,
    "authors": public_lists.authors,
    "topics": public_lists.topics,
    "archive": public_lists.archive,
}


@dataclass(frozen=True)
class Sitemap:
    """One line of the index; `changed_at` is left open where nothing cheap and true can be said."""

    path: str
    changed_at: datetime | None = None


def path_of(kind: str, shard: int) -> str:
    """The address of a shard. It stands at the top because a sitemap may list only what stands below it."""
    return f"/sitemap-{kind}-{shard}.xml"


PAGES_PATH = "/sitemap-pages.xml"
NEWS_PATH = "/sitemap-news.xml"
# Google Search Central, "Google News sitemaps": the last two days, 1,000 at most, always at the same address.
NEWS_SPAN = timedelta(hours=48)
MOST_NEWS = 1_000


@bake.named_query
def sitemaps(site: Site) -> list[Sitemap]:
    """All sitemaps of a site; five queries."""
    bake.depends_on("paper", shards.INDEX_TAG)
    changed = dict(SitemapShard.objects.values_list("number", "changed_at"))
    return [
        Sitemap(PAGES_PATH),
        *([Sitemap(NEWS_PATH)] if latest.was_anything_published_within(site, NEWS_SPAN) else ()),
        *(Sitemap(path_of("archive", year)) for year in public_lists.archive_years(site)),
        *(Sitemap(path_of("authors", part)) for part in public_lists.author_parts(site)),
        *(Sitemap(path_of("topics", part)) for part in public_lists.topic_parts(site)),
        *(
            Sitemap(path_of("articles", part), changed.get(part))
            for part in public_addresses.article_parts(site)
        ),
    ]


def addresses_in(site: Site, kind: str, shard: int) -> list[PublicAddress]:
    """What a shard lists; nothing for one that is not in the index."""
    bake.depends_on("paper", shards.tag(shard) if kind == "articles" else shards.LISTS_TAG)
    return KINDS[kind](site, shard)


def dressed_addresses_in(site: Site, kind: str, shard: int) -> list[PublicAddress]:
    """As `addresses_in()`, with pictures and with the same in other editions, where it is of articles."""
    if kind != "articles":
        return addresses_in(site, kind, shard)
    bake.depends_on("paper", shards.tag(shard))
    return public_addresses.articles_with_pictures_and_twins(site, shard)


def news(site: Site) -> list[ArticlePage]:
    """What the sitemap of news lists: the newest articles, without what was paid for."""
    bake.depends_on("paper")
    return [article for article in latest.published_within(site, NEWS_SPAN, MOST_NEWS) if not article.label]


def addresses_of_pages(site: Site) -> list[PublicAddress]:
    """Fronts, sections, plain pages, and the archives' entrances."""
    bake.depends_on("paper", shards.LISTS_TAG)
    return public_addresses.pages(site)

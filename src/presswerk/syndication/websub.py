"""Telling hubs what was published (WebSub, W3C Recommendation of 23 January 2018), through the outbox.

A publication puts one item into the outbox, in its own transaction; so nothing goes out for an article that
is planned, or whose publication failed. A moment later its feeds are looked up, and each hub gets one message
for each feed, repeated until it takes it. The message is that of PubSubHubbub, as WebSub leaves it to the two
sides (section 7): `hub.mode=publish`, the address of the feed as `hub.url`, for newer hubs as `hub.topic`.
"""

import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from presswerk.jobs import outbox
from presswerk.newsroom import addresses, memo
from presswerk.newsroom.models import ArticlePage, AuthorProfile, Listing, SectionPage, Topic
from presswerk.syndication import in_force
from presswerk.syndication.feeds.formats import FORMATS

PUBLISHED, PING = "feeds changed", "hub is told"
# Within this the change has come to the store of every node (100 ms, says docs/explanation/bake.md), so that
# the hub, which asks for the feed at once, is shown the new one.
WAIT = timedelta(seconds=2)
TIMEOUT_SECONDS = 10.0
_COME_BACK_LATER = {408, 425, 429}


def link_header(topic: str, hubs: Sequence[str]) -> str:
    """The `Link` header of a feed: its hubs, and its own address (section 4).

    >>> link_header("https://paper.example/feed/", ["https://hub.example/"])
    '<https://hub.example/>; rel="hub", <https://paper.example/feed/>; rel="self"'
    """
    links = [*((hub, "hub") for hub in hubs), (topic, "self")]
    return ", ".join(f'<{address}>; rel="{relation}"' for address, relation in links)


def announce(article: ArticlePage) -> None:
    """Have the hubs told of a publication. MUST be called in its transaction. Nothing without a hub."""
    root = addresses.root_of(article.url_path)
    if root is not None and in_force.of_site(root.site).hub_addresses:
        outbox.add(PUBLISHED, key=article.pk, payload={"article": article.pk}, wait=WAIT)


@outbox.handler(PUBLISHED)
def spread(key: str, payload: Any) -> None:
    """Make one message of each hub and feed. Nothing for an article that was taken back meanwhile."""
    article = ArticlePage.objects.filter(pk=payload["article"], live=True).first()
    root = addresses.root_of(article.url_path) if article else None
    if article is None or root is None:
        return
    for hub in in_force.of_site(root.site).hub_addresses:
        for topic in topics_of(article):
            outbox.add(PING, key=_key(hub, topic), payload={"hub": hub, "topic": topic})


@outbox.handler(PING)
def ping(key: str, payload: Any) -> None:
    """Tell one hub of one feed. Raises outbox.Refused when it wants no such message, else what went wrong."""
    topic = payload["topic"]
    data = urlencode({"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}).encode()
    request = urllib.request.Request(payload["hub"], data=data, headers={"User-Agent": "Presswerk"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            answer.read(1024)
    except urllib.error.HTTPError as error:
        error.close()
        if 400 <= error.code < 500 and error.code not in _COME_BACK_LATER:
            raise outbox.Refused(f"The hub answered {error.code}.") from error
        raise


def topics_of(article: ArticlePage) -> list[str]:
    """The addresses of all feeds in which an article stands, in all formats."""
    with memo.one_request():
        paths = list(dict.fromkeys(_pages(article)))
        root = addresses.root_of(article.url_path)
        root_url = root.root_url if root else ""
    found = [f"{root_url}{path}{of.suffix}" for path in paths for of in FORMATS]
    if root is not None and article.corrections.exists():
        front = addresses.edition_path(root.language)
        found += [f"{root_url}{front}{of.of_corrections}" for of in FORMATS]
    return found


def _pages(article: ArticlePage) -> Iterator[str]:
    """The paths of the lists in which it stands: the edition, sections with those above, authors, topics."""
    targets: dict[int, list[int]] = {}
    for kind, target in article.listings.order_by("kind", "target_id").values_list("kind", "target_id"):
        targets.setdefault(kind, []).append(target)
    if Listing.Kind.EDITION in targets:
        yield addresses.edition_path(article.language)
    for section in SectionPage.objects.filter(pk__in=targets.get(Listing.Kind.SECTION, ()), live=True):
        yield addresses.path_in_tree(section.url_path)
    for author in AuthorProfile.objects.filter(pk__in=targets.get(Listing.Kind.AUTHOR, ())):
        yield author.url
    for topic in Topic.objects.filter(pk__in=targets.get(Listing.Kind.TOPIC, ())):
        yield topic.url


def _key(hub: str, topic: str) -> str:
    readable = f"{hub} {topic}"
    if len(readable) <= outbox.KEY_LENGTH:
        return readable
    return blake2b(readable.encode(), digest_size=16).hexdigest()

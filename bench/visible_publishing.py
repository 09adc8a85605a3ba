#!/usr/bin/env python3
"""Publish in the newspaper of PRESSWERK_DATA, and watch the stores of its nodes until they know of it.

    visible_publishing.py publish COUNT SECONDS PORT=STORE [PORT=STORE]
    visible_publishing.py purges PORT=STORE [PORT=STORE]

Prints JSON. The clock starts when the commit has returned.
"""

import http.client
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from presswerk.cli.django_setup import set_up_django

HOST = "paper.example"
VISIBLE_SECONDS = 0.1
# What did not show the article at the bound and does so now was too late; what still does not, never will.
LATER_SECONDS = 2.0
UPDATES = 4  # one publication in so many is of an article that is public already
PURGES = 10


class Node:
    """A node as its readers see it, and the store behind it."""

    def __init__(self, given: str) -> None:
        from presswerk.bake.store import Address, open_store

        port, folder = given.split("=", 1)
        self.port = int(port)
        self.store = open_store(Path(folder), 8_000, 1)
        self._address = Address
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def key(self, path: str) -> bytes:
        """Of a page in the store."""
        from presswerk.bake.store import normal_path

        return self._address(HOST, normal_path(path)).key

    def version(self, path: str) -> int | None:
        """Which page a reader would get at once; None when it would be rendered first."""
        found = self.store.find(self.key(path))
        return found.version if found is not None and found.is_fresh else None

    def get(self, path: str) -> tuple[int, str]:
        """Ask the front."""
        self._connection.request("GET", path, headers={"Host": HOST, "Accept-Encoding": "identity"})
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode()

    def ready(self, path: str) -> int | None:
        """Have a page ready; its version. None for one that is not there yet, such as the day's archive."""
        for _ in range(50):
            version = self.version(path)
            if version is not None:
                return version
            if self.get(path)[0] == 404:
                return None
            time.sleep(0.01)
        raise SystemExit(f"{path} is not kept.")


class Shown(NamedTuple):
    """The pages that show an article, and the words by which they do (any of them).

    `softly` are those that may by design be old for five seconds more: the sitemap. They are watched, for
    they have to be known as stale as soon as the others, and not asked.
    """

    pages: list[str]
    softly: list[str]
    words: list[str]


def main() -> None:
    set_up_django()
    what, *given = sys.argv[1:]
    count, seconds = (int(given.pop(0)), float(given.pop(0))) if what == "publish" else (0, 0.0)
    nodes = [Node(one) for one in given]
    names = ["the publishing one", "another one"][: len(nodes)]
    found = {"publications": publications(nodes, count, seconds)} if count else {"purges": purges(nodes)}
    print(json.dumps({"nodes": names} | found))


# Publications -----------------------------------------------------------------------------------
def publications(nodes: Sequence[Node], count: int, seconds: float) -> list[dict[str, Any]]:
    """One after the other, at moments that have nothing to do with when the log is looked into.

    Ends after so many seconds with what there is.
    """
    from presswerk.newsroom.actions import publishing
    from presswerk.newsroom.models import ArticlePage

    chance = random.Random(time.time_ns())
    rounds = []
    public: list[int] = []
    end = time.monotonic() + seconds
    for number in range(count):
        if time.monotonic() > end:
            break
        if number % UPDATES == UPDATES - 1:
            article = ArticlePage.objects.get(pk=chance.choice(public))
            article.title = f"Nachtrag {number}: {article.title[:60]}"
            article.save_revision()
            article = ArticlePage.objects.get(pk=article.pk)
            title = article.get_latest_revision_as_object().title
        else:
            article = draft(chance, number)
            title = article.title
        shown = pages_that_show(article, title)
        before = [{path: node.ready(path) for path in [*shown.pages, *shown.softly]} for node in nodes]
        last = last_purge()
        time.sleep(chance.uniform(0.02, 0.06))
        committed = committing(article, publishing.publish)
        times = watched(nodes, before, committed)
        public.append(article.pk)
        checked = [check(node, shown, committed) for node in nodes]
        purged = count_purged(nodes[0], last)
        rounds.append(
            {
                "ms": times,
                "pages": sum(version is not None for version in before[0].values()),
                "purged": purged,
                "asked": [asked for asked, _old in checked],
                "old": [len(old) for _asked, old in checked],
                "late": [old for _asked, old in checked],
            }
        )
        print(number, json.dumps(rounds[-1], ensure_ascii=False), file=sys.stderr)
    return rounds


def committing(article: Any, publish: Callable[[Any], Any]) -> float:
    """Publish; the moment at which the commit had returned, before anything that follows it."""
    from django.db import transaction

    moments: list[float] = []
    with transaction.atomic():
        transaction.on_commit(lambda: moments.append(time.perf_counter()))
        publish(article)
    return moments[0]


def draft(chance: random.Random, number: int) -> Any:
    """An article as editors write them, with one author and three topics, that nobody sees yet."""
    from presswerk.newsroom.models import ArticlePage, AuthorProfile, Credit, SectionPage, Topic

    section = chance.choice(list(SectionPage.objects.order_by("pk")))
    article = ArticlePage(
        title=f"Der Rat der Stadt hat am Dienstag {number} Vorschläge gehört",
        lead="Beschlossen hat er nach langer Aussprache nichts davon.",
        body=[("text", "<p>Kurz vor Mitternacht war Schluss. Am Freitag geht es weiter.</p>" * 5)],
        live=False,
        has_unpublished_changes=True,
    )
    article.credits = [Credit(author=chance.choice(list(AuthorProfile.objects.order_by("pk"))), sort_order=0)]
    article.topics = chance.sample(list(Topic.objects.order_by("pk")[:300]), 3)
    section.add_child(instance=article)
    article.save_revision()
    return ArticlePage.objects.get(pk=article.pk)


def pages_that_show(article: Any, title: str) -> Shown:
    """Front page, sections, authors, topics, archive, feeds, sitemaps; the article itself if it is public."""
    from django.utils import timezone

    from presswerk.newsroom import addresses
    from presswerk.newsroom.models import SectionPage
    from presswerk.newsroom.queries.parts import part_of
    from presswerk.syndication.sitemaps import index

    day = timezone.localdate(article.published_at or timezone.now())
    sections = SectionPage.objects.ancestor_of(article)
    own = article.get_url_parts()[2]
    lists = ["/", *(section.get_url_parts()[2] for section in sections)]
    lists += [addresses.author_path(credit.author) for credit in article.credits.all()]
    lists += [addresses.topic_path(topic) for topic in article.topics.all()]
    pages = [*lists, *(f"{path}feed/" for path in lists)]
    pages += [addresses.archive_path("de", *parts) for parts in ((day.year, day.month), day.timetuple()[:3])]
    if article.live:
        pages.append(own)
    return Shown(pages, [index.path_of("articles", part_of(article.number))], [title, own])


def watched(nodes: Sequence[Node], before: list[dict[str, int | None]], committed: float) -> list[float]:
    """For each node the milliseconds until the last of the pages is not given any more."""
    waiting = [{path: version for path, version in ready.items() if version is not None} for ready in before]
    times = [0.0] * len(nodes)
    while any(waiting) and time.perf_counter() - committed < 5:
        for number, node in enumerate(nodes):
            for path in [path for path, version in waiting[number].items() if node.version(path) != version]:
                del waiting[number][path]
                times[number] = 1000 * (time.perf_counter() - committed)
    if any(waiting):
        raise SystemExit(f"Never purged: {waiting}")
    return times


def check(node: Node, shown: Shown, committed: float) -> tuple[int, list[str]]:
    """Ask for all pages 100 ms after the commit; how many there were, and which of them were old."""
    time.sleep(max(0.0, committed + VISIBLE_SECONDS - time.perf_counter()))
    without = [path for path in shown.pages if not says(node.get(path)[1], shown.words)]
    if without:
        time.sleep(max(0.0, committed + LATER_SECONDS - time.perf_counter()))
    return len(shown.pages), [path for path in without if says(node.get(path)[1], shown.words)]


def says(body: str, words: list[str]) -> bool:
    return any(word in body for word in words)


def last_purge() -> int:
    from django.db.models import Max

    from presswerk.bake.models import Purge

    return Purge.objects.aggregate(last=Max("pk"))["last"] or 0


def count_purged(node: Node, after: int) -> int:
    """How many pages bear one of the tags that were purged since."""
    from presswerk.bake.models import Purge
    from presswerk.bake.store.purges import tag_key

    tags = set(Purge.objects.filter(pk__gt=after).values_list("tag", flat=True))

    def work(env: Any, txn: Any) -> int:
        keys: set[bytes] = set()
        with txn.cursor(env.bearers) as cursor:
            for tag in tags:
                if cursor.set_key(tag_key(tag)):
                    keys.update(map(bytes, cursor.iternext_dup()))
        return len(keys)

    return node.store.read(work) or 0


# Purges -----------------------------------------------------------------------------------------
def purges(nodes: Sequence[Node]) -> dict[str, list[list[float]]]:
    """One tag that 1, 100, 10,000 and all pages bear; every page."""
    from visible_store import TAGS

    # What one page alone bears is its address. Of one that nobody reads, so that it stays stale.
    of_one = sample(nodes[0], next(iter(TAGS)), most=1)[0]
    described = nodes[0].store.describe(of_one)
    assert described is not None
    found = {"a tag of 1 page": times_of(nodes, f"address:{described.address}")}
    for tag in TAGS:
        found[f"a tag of {tag.removeprefix('bench:')} pages"] = times_of(nodes, tag)
    found["a tag of all pages"] = times_of(nodes, "paper")
    found["every page"] = times_of(nodes, "*")
    return found


def times_of(nodes: Sequence[Node], tag: str) -> list[list[float]]:
    """For each node the milliseconds of each purge until its pages are not given any more."""
    from django.db import transaction
    from visible_store import freshen

    from presswerk import bake

    samples = [sample(node, tag) for node in nodes]
    times: list[list[float]] = [[] for _ in nodes]
    for number in range(PURGES):
        for node in nodes:
            freshen(node.store)
        time.sleep(0.2 + 0.0013 * number)  # at no fixed distance from the looks into the log
        with transaction.atomic():
            bake.changed(tag)
        committed = time.perf_counter()
        gone: list[float | None] = [None for _ in nodes]
        while None in gone and time.perf_counter() - committed < 10:
            for at, node in enumerate(nodes):
                if gone[at] is None and all(is_stale(node, key) for key in samples[at]):
                    gone[at] = 1000 * (time.perf_counter() - committed)
        for at, ms in enumerate(gone):
            if ms is None:
                raise SystemExit(f"{tag} was never purged.")
            times[at].append(ms)
    return times


def sample(node: Node, tag: str, most: int = 20) -> list[bytes]:
    """Some pages that bear the tag, and that nobody reads if possible: so none is rendered anew at once."""

    def work(writing: Any) -> list[bytes]:
        states = writing.txn.cursor(writing.env.states)
        keys = [bytes(key) for key, _state in states] if tag == "*" else writing.bearers(tag)
        unread = [key for key in keys if not writing.state(key).score]
        return random.Random(3).sample(unread, min(most, len(unread))) or keys

    return node.store.write(work)


def is_stale(node: Node, key: bytes) -> bool:
    found = node.store.find(key)
    return found is None or not found.is_fresh


if __name__ == "__main__":
    main()

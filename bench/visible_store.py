#!/usr/bin/env python3
"""Fill the store of the newspaper in PRESSWERK_DATA with a page for each article (`fill`), or make all pages
that are there fresh again (`adopt`). Nothing may use the store meanwhile. Prints what it did, as JSON.

Up to 40 articles of each section are really rendered. The others of the section get one of these bodies,
and exactly the tags that their own rendering would have: what the rendered ones have in common, and their
own number, translations, authors and topics in the place of the others'. One page in fifty counts as read
today and would be rendered anew at once when it is purged, as on a newspaper with readers.
"""

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from presswerk.cli.django_setup import set_up_django

RENDERED = 40
READ_TODAY = 50  # one in so many
BATCH = 1000
TAGS = {"bench:100": 100, "bench:10,000": 10_000}
TWO_DAYS = 2 * 86_400.0


def main() -> None:
    set_up_django()
    from presswerk import conf
    from presswerk.bake.applier import catch_up
    from presswerk.bake.node import store_of_this_node
    from presswerk.cli.front_plan import plan_of, plan_path
    from presswerk.site.baking import software_version, tell_front

    config = conf.current()
    plan_of(config).save(plan_path(config))
    tell_front()
    store = store_of_this_node()
    if sys.argv[1] == "adopt":
        cursor = store.cursor()
        assert cursor is not None
        # Made by this version of the software as far as anybody is concerned.
        store.apply([], json.dumps(json.loads(cursor) | {"by": software_version()}).encode())
        catch_up(store, software=software_version())
        freshen(store)
    else:
        catch_up(store, software=software_version())
        fill(store)
    status = store.status()
    assert status is not None
    print(json.dumps({"pages": status.pages, "stale": status.stale, "megabytes": status.size // 2**20}))


def fill(store: Any) -> None:
    """A page for each article."""
    from presswerk.bake.store import Address, normal_path
    from presswerk.bake.store.putting import Prepared
    from presswerk.bake.store.records import State
    from presswerk.site.hosts import sites
    from presswerk.site.renewing import render
    from presswerk.site.wsgi import application

    host = next(iter(sites()))
    chance = random.Random(1)
    by_section: dict[int, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for section, path, tags in articles():
        by_section[section].append((path, tags))
    pages = []
    for of_section in by_section.values():
        models = []
        for path, own in chance.sample(of_section, min(RENDERED, len(of_section))):
            address = Address(host, normal_path(path))
            assert render(application, address) == 200, address
            found, described = store.find(address.key), store.describe(address.key)
            common = set(described.tags) - own - {f"address:{address}"}
            if models:
                # Each lists the newest of its section, and one of those lists another in its own place.
                common = models[0][1] | common
            from presswerk.bake.store import Page

            models.append((Prepared(address, Page(200, found.kept.headers, found.body)), common))
        common = models[-1][1]
        for path, own in of_section:
            pages.append((Address(host, normal_path(path)), chance.choice(models)[0], common | own))
    chance.shuffle(pages)
    borne = {tag: set(range(count)) for tag, count in TAGS.items()}
    now = time.time()
    for start in range(0, len(pages), BATCH):

        def work(writing: Any, start: int = start) -> None:
            for number, (address, prepared, tags) in enumerate(pages[start : start + BATCH], start):
                used = now if number % READ_TODAY == 0 else now - TWO_DAYS
                state = State(
                    writing.meta.tick,
                    writing.txn.id(),
                    0,
                    0.0,
                    float("inf"),
                    now,
                    used,
                    float(used == now),
                    0,
                )
                more = {tag for tag, numbers in borne.items() if number in numbers}
                kept = prepared.kept._replace(address=tuple(address), canonical=address.path)
                tags = frozenset({*tags, *more, f"address:{address}"})
                writing.add(address.key, state, kept, prepared.bodies, tags)

        store.write(work)


def articles() -> Iterator[tuple[int, str, frozenset[str]]]:
    """Section, path and own tags of each live article, without an object for each."""
    from presswerk.newsroom import addresses
    from presswerk.newsroom.models import ArticlePage, Credit, SectionPage

    authors, topics = defaultdict(set), defaultdict(set)
    for article, author in Credit.objects.values_list("article_id", "author_id"):
        authors[article].add(author)
    for article, topic in ArticlePage.topics.through.objects.values_list("articlepage_id", "topic_id"):
        topics[article].add(topic)
    paths = {section.pk: section.get_url_parts()[2] for section in SectionPage.objects.all()}
    rows = ArticlePage.objects.filter(live=True).values_list(
        "pk", "section_id", "readable_slug", "number", "translation_key"
    )
    for pk, section, slug, number, key in rows.iterator():
        tags = {f"page:{pk}", f"number:{number}", f"translations:{key.hex}"}
        tags |= {f"author:{author}" for author in authors[pk]} | {f"topic:{topic}" for topic in topics[pk]}
        yield section, paths[section] + addresses.article_segment(slug, number) + "/", frozenset(tags)


def freshen(store: Any) -> None:
    """Take all purges back."""
    from presswerk.bake.store import unsettled
    from presswerk.bake.store.environment import ALL
    from presswerk.bake.store.records import state_of

    def work(writing: Any) -> None:
        writing.txn.delete(ALL, db=writing.env.meta)
        unsettled.save(writing, [])
        stale = [
            (bytes(key), state)
            for key, record in writing.txn.cursor(writing.env.states)
            if (state := state_of(record)).rank
        ]
        for key, state in stale:
            writing.write_state(key, state._replace(rank=0, tick=writing.meta.tick))

    store.write(work)


if __name__ == "__main__":
    main()

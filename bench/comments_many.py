#!/usr/bin/env python3
"""What readers, the law and retention take with very many comments: time and queries, as Markdown.

    PRESSWERK_DATA=/srv/bench .venv/bin/python bench/comments_many.py

On a newspaper that `bench/moderation.py --only-make --folder /srv/bench` has filled (the desk's own screens
are measured there). Pages are Django's, uncached, in one process with all middleware. "Its own time" is the
process's on a core. The retention run comes twice: the first rules on the mass of three years, of which only
the first chunks are timed, then all rules once everything that is over has been taken away, as each hour.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

EMAIL = "leser1@example.org"
ROUNDS = 10


def main() -> None:
    from presswerk.cli.django_setup import set_up_django

    set_up_django()
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    print("| what | queries | median of its own time | median | slowest |\n|---|---|---|---|---|")
    readers()
    writing()
    rights()
    retention()


def readers() -> None:
    """Article, debate and what leads into it."""
    from django.test import Client

    from presswerk.comments.models import Comment, Debate, State
    from presswerk.newsroom.models import ArticlePage

    busiest = Debate.objects.order_by("-comments")[0]
    article = ArticlePage.objects.get(pk=busiest.pk)
    article.comments_open = True
    client, path = Client(HTTP_HOST="127.0.0.1"), article.url
    some = Comment.objects.filter(article=article, state=State.PUBLISHED, parent=None)[5_000]

    def get(address: str) -> Callable[[], None]:
        def call() -> None:
            status = client.get(address).status_code
            assert status in (200, 301, 302), (address, status)

        return call

    print(f"<!-- the article has {busiest.comments:,} comments -->")
    for name, address in {
        "article page with its debate": path,
        "debate, first page": f"{path}comments/",
        "debate, in the middle": f"{path}comments/?after={some.pk}",
        "debate, oldest first": f"{path}comments/?sort=oldest",
        "debate, best first": f"{path}comments/?sort=best",
        "debate, new since a day": f"{path}comments/?since=24h",
        "feed of the debate": f"{path}comments-feed/",
        "permalink": f"/comment/{some.pk}/",
    }.items():
        row(name, get(address))


def writing() -> None:
    """A comment comes in."""
    from presswerk.comments.actions import submitting
    from presswerk.comments.draft import Draft
    from presswerk.newsroom.models import ArticlePage

    article = ArticlePage.objects.order_by("pk")[0]
    ArticlePage.objects.filter(pk=article.pk).update(live=True)
    article.live = True
    numbers = iter(range(1_000_000))

    def post() -> None:
        number = next(numbers)
        text = f"Zum {number}. Mal: Die Brücke ist wieder offen, und niemand hat es gemerkt."
        draft = Draft(
            article=article, parent=None, name="Berta Meier", email=f"berta{number}@example.org", text=text,
            address=f"10.{number}.0.1",
        )  # fmt: skip
        submitting.submit(draft)

    row("a comment, from the draft to the disk", post)


def rights() -> None:
    """All of one address."""
    from presswerk.comments import hashing
    from presswerk.comments.law import erasure, exporting
    from presswerk.comments.models import Comment, Sender

    known = (
        Sender.objects.filter(email=EMAIL).order_by("pk").values_list("comment__author_hash", flat=True)[0]
    )
    Comment.objects.filter(author_hash=known).update(author_hash=hashing.of_email(EMAIL))
    found: list[int] = []
    row("export of one e-mail address", lambda: found.append(len(exporting.export(EMAIL)["comments"])))
    print(f"<!-- {found[0]} comments of that address -->")
    row("erasure of one e-mail address", lambda: erasure.erase(EMAIL), rounds=1)


def retention() -> None:
    """Chunks of the mass, and the run of an ordinary hour."""
    from django.db import connection
    from django.utils import timezone

    from presswerk.comments.law.models import RetentionRun
    from presswerk.comments.law.retention import engine
    from presswerk.comments.law.retention.rules import all_rules

    row("retention: plan", lambda: list(engine.plan()), rounds=1)
    now = timezone.now()
    for rule in all_rules():
        cutoff = rule.cutoff(now)
        if some := rule.over.some(cutoff):
            print(f"<!-- {rule.code}: {rule.over.count(cutoff):,} over at least -->")
            row(f"retention: a chunk of {len(some)}, {rule.code}", partial(step, rule, cutoff), rounds=5)
    empty_the_mass(connection, now)
    row(
        "retention: an hour's run, nothing over",
        lambda: engine.run_all(RetentionRun.Trigger.WORKER),
        rounds=3,
    )


def step(rule: Any, cutoff: Any) -> None:
    """What the run does again and again."""
    rule.over.apply(rule.over.some(cutoff))


def empty_the_mass(connection: Any, now: Any) -> None:
    """What years of hourly runs would have left, in few statements."""
    from presswerk.comments.law.retention.rules import all_rules

    cutoffs = {rule.code: rule.cutoff(now) for rule in all_rules()}
    older = "(SELECT id FROM comments_comment WHERE submitted_at < %s)"
    with connection.cursor() as cursor:
        for statement, code in (
            (
                f"UPDATE comments_sender SET network = '', address_hash = '' WHERE comment_id IN {older}",
                "network",
            ),
            (f"UPDATE comments_sender SET email = '' WHERE comment_id IN {older}", "unconfirmed-email"),
            (
                "UPDATE comments_comment SET state = 'published' WHERE state = 'spam' AND submitted_at < %s",
                "spam",
            ),
            (
                "UPDATE comments_comment SET state = 'published'"
                " WHERE state = 'rejected' AND submitted_at < %s",
                "rejected",
            ),
            ("DELETE FROM comments_auditentry WHERE at < %s", "audit"),
        ):
            cursor.execute(statement, [connection.ops.adapt_datetimefield_value(cutoffs[code])])


def row(name: str, call: Callable[[], Any], rounds: int = ROUNDS) -> None:
    """One line."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    queries, times, own = 0, [], []
    for number in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        if number == rounds - 1:
            with CaptureQueriesContext(connection) as captured:
                call()
                queries = len(captured)
        else:
            call()
        times.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - worked))
    print(
        f"| {name} | {queries} | {statistics.median(own):.1f} ms | {statistics.median(times):.1f} ms |"
        f" {max(times):.1f} ms |",
        flush=True,
    )


if __name__ == "__main__":
    main()

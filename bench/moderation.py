#!/usr/bin/env python3
"""The moderators' desk with a long queue: time and queries of each screen and of a decision, as Markdown.

    .venv/bin/python bench/moderation.py                          1,000,000 comments, 100,000 waiting, SQLite
    .venv/bin/python bench/moderation.py --postgres
    .venv/bin/python bench/moderation.py --comments 10000000 --folder /srv/bench --rounds 200

Times are Django's in one process with all middleware, without network and browser; a decision counts from
the form to the next comment, with what both filters learn of it written to the disk. "Its own time" is the
process's on a core (user and system), which other work on the machine does not lengthen much; the other
columns are the clock's. `--folder` keeps the newspaper; a second run goes on with it.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=100, help="decisions, and calls of each screen")
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--postgres", action="store_true", help="on a durable server that this run begins")
    parser.add_argument("--only-make", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="presswerk-desk-") as temporary:
        folder = options.folder or Path(temporary)
        os.environ["PRESSWERK_DATA"] = str(folder)
        if options.postgres:
            from tests.servers import Postgres

            with Postgres(durable=True) as server:
                os.environ["PRESSWERK_DATABASE_URL"] = server.url()
                run(options, folder)
        else:
            run(options, folder)


def run(options: argparse.Namespace, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "presswerk.cli", "init"], check=True, stdout=subprocess.DEVNULL)
    from presswerk.cli.django_setup import set_up_django

    set_up_django()
    from comments_made import fill

    began = time.monotonic()
    fill(options.comments, options.waiting)
    print(f"made in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if not options.only_make:
        measure(options.rounds)


def measure(rounds: int) -> None:
    """Print a table."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from presswerk.comments.models import AuditEntry, Comment, State
    from presswerk.comments.moderation import counting
    from presswerk.comments.moderation.actions import undoing
    from presswerk.newsroom.models import SectionPage

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client(HTTP_HOST="127.0.0.1")
    user = moderator()
    client.force_login(user)
    began = time.monotonic()
    counting.count_recent_days()
    counted = time.monotonic() - began
    queue, listing = reverse("moderation:queue"), reverse("moderation:list")
    section = SectionPage.objects.order_by("path").first()
    assert section is not None
    some = Comment.objects.filter(state=State.WAITING, text__contains="https").order_by("pk").first()
    assert some is not None
    print(f"{connection.vendor}, {Comment.objects.count():,} comments, {rounds} calls each\n")
    print("| what | queries | median of its own time | median | 95th percentile |\n|---|---|---|---|---|")

    def decide(act: str, script: bool) -> Callable[[int], None]:
        def call(pk: int) -> None:
            answer = client.post(
                reverse("moderation:act", args=[pk]), {"act": act, "seen": "waiting"},
                **({"HTTP_X_DESK": "1"} if script else {}),
            )  # fmt: skip
            if not script:
                answer = client.get(answer.url)
            assert answer.status_code == 200, answer.status_code

        return call

    def undo(entry: AuditEntry) -> None:
        url = reverse("moderation:act", args=[entry.comment_id])
        answer = client.post(url, {"act": "undo", "entry": entry.pk}, HTTP_X_DESK="1")
        assert answer.status_code == 200

    def shown() -> int:
        return open_comment(client, queue)

    def last() -> AuditEntry:
        found = undoing.last_of(user)
        assert found is not None
        return found

    row("a decision (approve), to the next comment", decide("approve", True), rounds, shown)
    row("a decision (spam), to the next comment", decide("spam", True), rounds, shown)
    row("a decision (reject as insult), to the next comment", decide("reject:insult", True), rounds, shown)
    row("the same without JavaScript, two whole pages", decide("approve", False), rounds, shown)
    row("undo, with what is unlearned", undo, min(rounds, 15), last)
    screens = {
        "the next comment": (queue, {"HTTP_X_DESK": "1"}),
        "the queue, whole page": (queue, {}),
        "queue of a section": (f"{queue}?section={section.pk}", {"HTTP_X_DESK": "1"}),
        "queue of an article": (f"{queue}?article={some.article_id}", {"HTTP_X_DESK": "1"}),
        "queue from 90 % on": (f"{queue}?least=90", {"HTTP_X_DESK": "1"}),
        "queue older than 48 h": (f"{queue}?hours=48", {"HTTP_X_DESK": "1"}),
        "queue with a filter that nothing fits": (f"{queue}?least=100&insult=90", {"HTTP_X_DESK": "1"}),
        "queue of reported ones": (f"{queue}?state=reported", {"HTTP_X_DESK": "1"}),
        "what the filter discarded": (f"{queue}?state=discarded", {"HTTP_X_DESK": "1"}),
        "the list": (listing, {}),
        "the list of an author": (f"{listing}?author={some.pk}", {}),
        "the list of a host": (f"{listing}?host=host0.example", {}),
        "the counters (polled)": (reverse("moderation:counts"), {}),
        "recent acts": (reverse("moderation:recent"), {}),
        "statistics": (reverse("moderation:statistics"), {}),
        "the audit log": (reverse("moderation:log"), {}),
        "the audit log, a rare act": (reverse("moderation:log") + "?act=ban", {}),
    }
    for name, (url, headers) in screens.items():
        row(name, lambda url=url, headers=headers: client.get(url, **headers), min(rounds, 50))
    print(f"\nCounting three days for the statistics (a job every quarter of an hour): {counted:.2f} s.")


def row(name: str, call: Callable[..., Any], rounds: int, prepare: Callable[[], Any] | None = None) -> None:
    """One line: what `prepare` gives is handed to `call`, whose time and queries alone count."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def given() -> list[Any]:
        return [prepare()] if prepare else []

    first = given()
    with CaptureQueriesContext(connection) as captured:
        call(*first)
        # Counted here: the next request begins the log anew.
        queries = len(captured)
    times, own = [], []
    for _round in range(rounds):
        at_hand = given()
        began, worked = time.perf_counter(), time.process_time()
        call(*at_hand)
        times.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - worked))
    times.sort()
    late = times[min(len(times) - 1, int(len(times) * 0.95))]
    print(
        f"| {name} | {queries} | {statistics.median(own):.1f} ms | {statistics.median(times):.1f} ms |"
        f" {late:.1f} ms |",
        flush=True,
    )


def open_comment(client: Any, queue: str) -> int:
    """The comment that the queue gives this moderator."""
    page = client.get(queue, HTTP_X_DESK="1").content.decode()
    return int(page.split('data-comment="')[1].split('"')[0])


def moderator() -> Any:
    from django.contrib.auth.models import Group

    from presswerk.accounts.models import User
    from presswerk.newsroom.groups import group_name

    user, _new = User.objects.get_or_create(email="mara@presswerk.example")
    user.groups.add(Group.objects.get(name=group_name("chief_editor")))
    return user


if __name__ == "__main__":
    main()

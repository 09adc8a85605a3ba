#!/usr/bin/env python3
"""Fill the newspaper of PRESSWERK_DATA with articles and any number of comments, made by the database itself.

    PRESSWERK_DATA=/tmp/desk .venv/bin/python bench/comments_made.py 1000000 --waiting 100000

Every third comment begins a thread and the next two answer it. They are spread over three years, the newest
wait; of the others eight in ten are public, one is rejected, one is spam. Each has its sender and an entry
in the audit log. A tenth of the numbers of comments are authors. It works on SQLite and on PostgreSQL
(PRESSWERK_DATABASE_URL), and goes on where an earlier, smaller run ended.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from presswerk.cli.django_setup import set_up_django

ARTICLES = 300
CHUNK = 250_000
TABLES = ("comments_comment", "comments_sender", "comments_auditentry")
YEARS_SECONDS = 3 * 365 * 24 * 3600
SENTENCES = (
    "Die Brücke hätte man schon vor Jahren erneuern müssen, das wusste jeder im Rat.",
    "Ich fahre jeden Tag über den Damm und sehe, wie wenig geschieht.",
    "Wer soll das bezahlen? Die Gebühren sind schon jetzt die höchsten im Land.",
    "Danke für den ausführlichen Bericht, endlich einmal mit Zahlen.",
    "Das stimmt so nicht: Im Gutachten von damals steht etwas ganz anderes.",
    "Mein Vater hat dort gearbeitet, die Halle war immer ein Provisorium.",
    "Warum fragt eigentlich niemand die Leute, die dort wohnen?",
    "Ein Tempolimit würde mehr helfen als jede neue Ampel.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("comments", type=int)
    parser.add_argument("--waiting", type=int, default=100_000)
    options = parser.parse_args()
    set_up_django()
    began = time.monotonic()
    fill(options.comments, options.waiting)
    print(f"{options.comments:,} comments in {time.monotonic() - began:.0f} s")


def fill(comments: int, waiting: int) -> None:
    """Make articles and comments; MUST have a founded newspaper."""
    from django.db import connection, transaction

    from presswerk import bake
    from presswerk.comments.models import Comment

    articles = make_articles()
    made = Comment.objects.count()
    with without_indexes(is_worth_it=comments - made > CHUNK):
        for first in range(made, comments, CHUNK):
            last = min(first + CHUNK, comments)
            with transaction.atomic(), bake.muted(), connection.cursor() as cursor:
                for statement in statements(connection.vendor, first, last, comments, waiting, articles):
                    cursor.execute(statement)
            print(f"{last:,}", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM comments_debate")
        cursor.execute(
            "INSERT INTO comments_debate (article_id, comments, last_at) SELECT article_id, count(*),"
            " max(published_at) FROM comments_comment WHERE shows_text GROUP BY article_id"
        )
        if connection.vendor == "postgresql":
            for table in ("comments_comment", "comments_auditentry"):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                )
        # What the worker of a newspaper does now and then; without it the planner guesses.
        cursor.execute("ANALYZE")


@contextmanager
def without_indexes(is_worth_it: bool) -> Iterator[None]:
    """Drop the tables' indexes while they are filled and make them anew: sorted once, not row by row.

    On SQLite nothing waits for the disk meanwhile, either.
    """
    from django.db import connection

    if not is_worth_it:
        yield
        return
    is_postgres = connection.vendor == "postgresql"
    names = ", ".join(f"'{table}'" for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
            f" AND tablename IN ({names}) AND indexname NOT IN (SELECT conname FROM pg_constraint)"
            if is_postgres
            else "SELECT name, sql FROM sqlite_master"
            f" WHERE type = 'index' AND sql <> '' AND tbl_name IN ({names})"
        )
        indexes = cursor.fetchall()
        if not is_postgres:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1000000")
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for name, definition in indexes:
            cursor.execute(definition)
            print(name, file=sys.stderr, flush=True)
        if not is_postgres:
            cursor.execute("PRAGMA synchronous=FULL")


def make_articles() -> list[int]:
    """The keys of ARTICLES published articles in ten sections."""
    from django.utils import timezone

    from presswerk.newsroom.actions import founding
    from presswerk.newsroom.models import ArticlePage, SectionPage

    front = founding.found("Messblatt")
    there = list(ArticlePage.objects.values_list("pk", flat=True))
    if there:
        return there
    now = timezone.now()
    for number, letter in enumerate("ABCDEFGHIJ"):
        section = front.add_child(
            instance=SectionPage(title=f"Ressort {letter}", slug=f"ressort-{letter.lower()}")
        )
        for nth in range(ARTICLES // 10):
            section.add_child(
                instance=ArticlePage(
                    title=f"Der Rat berät zum {number * 100 + nth}. Mal", lead=" ".join(SENTENCES[:2]),
                    published_at=now, first_published_at=now, section=section,
                )
            )  # fmt: skip
    return list(ArticlePage.objects.values_list("pk", flat=True))


def statements(
    vendor: str, first: int, last: int, comments: int, waiting: int, articles: list[int]
) -> list[str]:
    """What makes the comments numbered first to last - 1; a comment's key is its number + 1."""
    is_postgres = vendor == "postgresql"
    numbers = (
        f"SELECT i FROM generate_series({first}, {last - 1}) AS n(i)"
        if is_postgres
        else f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last - 1})"
        " SELECT i FROM n"
    )

    def padded(number: str, width: int) -> str:
        zeros = f"'{'0' * width}' || ({number})"
        return f"right({zeros}, {width})" if is_postgres else f"substr({zeros}, -{width})"

    age = f"({comments} - i) * {YEARS_SECONDS / comments:.6f}"
    at = (
        f"now() - make_interval(secs => {age})"
        if is_postgres
        else f"strftime('%Y-%m-%d %H:%M:%f', julianday('now') - {age} / 86400.0)"
    )
    root = "(i - i % 3)"
    path = f"CASE WHEN i % 3 = 0 THEN {padded('i', 12)} ELSE {padded(root, 12)} || {padded('i', 12)} END"
    state = (
        f"CASE WHEN i >= {comments - waiting} THEN 'waiting' WHEN i % 10 = 8 THEN 'rejected'"
        " WHEN i % 10 = 9 THEN 'spam' ELSE 'published' END"
    )
    public = f"(i < {comments - waiting} AND i % 10 < 8)"
    sentences = " ".join(f"WHEN {number} THEN '{text}'" for number, text in enumerate(SENTENCES))
    text = (
        f"(CASE i % 8 {sentences} END) || ' ' || (CASE (i / 8) % 8 {sentences} END) || ' Nummer ' || i"
        " || CASE WHEN i % 50 = 0 THEN ' https://host' || (i % 997) || '.example/seite' ELSE '' END"
    )
    keys = " ".join(f"WHEN {number} THEN {pk}" for number, pk in enumerate(articles))
    chance = "((i % 1000 * 7919) % 1000) / 1000.0"
    json_of = "::jsonb" if is_postgres else ""
    held = (
        '\'[{"code": "spam_hold", "params": {}, "share": 1.0},'
        ' {"code": "links", "params": {"count": 2}, "share": 0.4}]\'' + json_of
    )
    author = padded(f"i % {max(comments // 10, 1)}", 64)
    return [
        f"""
        INSERT INTO comments_comment (id, article_id, parent_id, thread, path, author_name, author_hash,
            author_url, staff_id, by_author, language, text, html, state, shows_text, is_visible, is_pick,
            submitted_at, published_at, edited_at, edited_by_desk, decided_at, decided_by_id, held_for,
            spam_probability, insult_probability, reports, helpful, unhelpful, score, fingerprint)
        SELECT i + 1, (CASE {root} / 3 % {len(articles)} {keys} END),
            CASE WHEN i % 3 = 0 THEN NULL ELSE {root} + 1 END, {padded(root, 12)}, {path},
            'Leserin ' || (i % 9973), {author}, '', NULL, {"false" if is_postgres else 0}, 'de', {text},
            '<p>' || {text} || '</p>', {state}, {public}, {public}, {"false" if is_postgres else 0}, {at},
            CASE WHEN {public} THEN {at} END, NULL, {"false" if is_postgres else 0},
            CASE WHEN i < {comments - waiting} THEN {at} END, NULL,
            CASE WHEN i >= {comments - waiting} THEN {held} ELSE '[]'{json_of} END,
            {chance}, {chance} / 2, CASE WHEN i % 2000 = 7 THEN 1 ELSE 0 END, i % 5, 0, (i % 5) / 10.0, NULL
        FROM ({numbers}) AS numbered
        """,
        f"""
        INSERT INTO comments_sender (comment_id, email, network, address_hash, wants_replies, confirmed_at,
            seconds_to_fill, signed_proof)
        SELECT i + 1, 'leser' || (i % {max(comments // 10, 1)}) || '@example.org', '',
            {padded("i % 65536", 64)}, {"false" if is_postgres else 0}, NULL, 20.0, NULL
        FROM ({numbers}) AS numbered
        """,
        f"""
        INSERT INTO comments_auditentry (id, at, actor_id, actor_kind, act, subject_kind, subject_id,
            comment_id, data)
        SELECT i + 1, {at}, NULL, 'filter', CASE WHEN i % 10 = 9 THEN 'spam' ELSE 'publish' END, 'comment',
            i + 1, i + 1, '{{"before": null, "after": "published"}}'{json_of} FROM ({numbers}) AS numbered
        """,
    ]


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What a comment costs in CPU time, part by part: Django alone, in one process with all middleware.

    .venv/bin/python bench/comment_parts.py                 SQLite
    .venv/bin/python bench/comment_parts.py --postgres      and what its server spends on it

Each part is a function whose own thread time is counted while it runs, parts inside of it left out; "the
rest" is the request itself: middleware, addresses, the form's fields, the answer. Then what a comment costs
from the draft to the disk when it comes alone, with three and with seven others.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from contextlib import nullcontext
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.e2e import newspapers
from tests.e2e.test_killed_while_commenting import MAKE, SETTINGS
from tests.servers import Postgres

WARM, COUNTED = 100, 500
SIZES = (1, 4, 8)
_spent: dict[str, float] = {}
_inside: list[float] = []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args()
    with (
        Postgres(durable=True) if chosen.postgres else nullcontext() as server,
        tempfile.TemporaryDirectory(prefix="presswerk-bench-") as folder,
    ):
        data = Path(folder)
        if server:
            os.environ["PRESSWERK_DATABASE_URL"] = server.url()
            plain = newspapers.environment
            newspapers.environment = lambda of: plain(of) | {"PRESSWERK_DATABASE_URL": server.url()}
        newspapers.run(data, "init")
        with (data / "presswerk.toml").open("a", encoding="utf-8") as file:
            file.write(SETTINGS)
        articles = newspapers.python(data, MAKE).split()
        os.environ["PRESSWERK_DATA"] = str(data)
        measure(articles, server)


def measure(articles: list[str], server: Postgres | None) -> None:
    """Post and print."""
    from presswerk.cli.django_setup import set_up_django

    set_up_django()
    from presswerk.site.wsgi import application

    watch_parts()
    for number in range(WARM):
        post(application, articles, number)
    _spent.clear()
    of_server = server_cpu(server)
    began, wall = time.thread_time(), time.perf_counter()
    for number in range(WARM, WARM + COUNTED):
        post(application, articles, number)
    whole, waited = time.thread_time() - began, time.perf_counter() - wall
    of_server = server_cpu(server) - of_server
    print(f"{'PostgreSQL' if server else 'SQLite'}: CPU of a comment in milliseconds")
    _spent["the rest: request, middleware, form, answer"] = whole - sum(_spent.values())
    for name, seconds in sorted(_spent.items(), key=lambda one: -one[1]):
        print(f"  {name:46} {1000 * seconds / COUNTED:6.2f}")
    print(
        f"  {'Django in all':46} {1000 * whole / COUNTED:6.2f}   (by the clock {1000 * waited / COUNTED:.2f})"
    )
    if server:
        print(f"  {'the PostgreSQL server':46} {1000 * of_server / COUNTED:6.2f}")
    for size in SIZES:
        measure_company(articles, size, server)


def measure_company(articles: list[str], size: int, server: Postgres | None) -> None:
    """The same without requests, for so many that come at the same moment."""
    for number in range(WARM // size):
        store_company(articles, size, number)
    of_server, began = server_cpu(server), time.thread_time()
    for number in range(WARM, WARM + COUNTED // size):
        store_company(articles, size, number)
    took, of_server = time.thread_time() - began, server_cpu(server) - of_server
    count = COUNTED // size * size
    print(
        f"  {size} together, each from the draft to the disk: {1000 * took / count:.2f}"
        f"{f', PostgreSQL {1000 * of_server / count:.2f}' if server else ''}"
    )


def store_company(articles: list[str], size: int, number: int) -> None:
    """Comments that come at the same moment."""
    from presswerk.comments import hashing
    from presswerk.comments.actions import submitting
    from presswerk.comments.draft import Draft
    from presswerk.comments.queries import kept_articles

    many = []
    for place in range(size):
        kept = kept_articles.of(int(articles[place % len(articles)]))
        text = f"Carla schreibt in Runde {number} zu {size} an Stelle {place} über den Fluss ({os.getpid()})."
        draft = Draft(
            article=kept.article, parent=None, name="Carla", email=f"carla{number}@example.org", text=text,
            address=f"10.{size}.{number % 200}.1", stamp=kept.stamp,
        )  # fmt: skip
        draft = submitting._tamed(draft)
        many.append(submitting._Asked(draft, hashing.keyed("fingerprint", text), ""))
    assert all(isinstance(answer, submitting.Submitted) for answer in submitting._take(many))


def watch_parts() -> None:
    """Put a clock around each part."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    from presswerk.accounts import limits
    from presswerk.comments.actions import storing, submitting
    from presswerk.comments.queries import kept_articles
    from presswerk.spam.engine import Engine

    for owner, name, part in (
        (kept_articles, "stamps", "whether the article is what it was"),
        (submitting, "_apply_rules", "the debate's rules"),
        (submitting, "_look_for_repeats", "whether it was sent before"),
        (submitting, "_look_at_limits", "rates"),
        (limits, "count_all", "rates"),
        (submitting, "_judge", "the desk's checks: bans, lists, patterns"),
        (Engine, "check", "both filters: advertising, insults"),
        (storing, "made_of", "the row: Markdown, hashes, place"),
        (storing, "store", "storing: comment, sender, debate, audit log"),
        (BaseDatabaseWrapper, "_commit", "commit"),
    ):
        setattr(owner, name, timed(getattr(owner, name), part))


def timed(function: Any, part: str) -> Any:
    """The function, whose own time is added to its part."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        began = time.thread_time()
        _inside.append(0.0)
        try:
            return function(*args, **kwargs)
        finally:
            took = time.thread_time() - began
            _spent[part] = _spent.get(part, 0.0) + took - _inside.pop()
            if _inside:
                _inside[-1] += took

    return call


def post(application: Any, articles: list[str], number: int) -> None:
    """One comment, as the front passes it on."""
    fields = {
        "article": articles[number % len(articles)],
        "name": f"Berta{number % 8}",
        "email": f"berta{number}@example.org",
        "text": f"Berta schreibt zum {number}. Mal über die Brücke am Fluss ({os.getpid()}).",
    }
    body = urlencode(fields).encode()
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/comment/", "SCRIPT_NAME": "", "QUERY_STRING": "",
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": f"10.0.{number % 200}.1",
    }  # fmt: skip
    said: list[str] = []
    answer = application(environ, lambda status, _headers, _error=None: said.append(status))
    b"".join(answer)
    answer.close()
    assert said[0].startswith("303"), said


def server_cpu(server: Postgres | None) -> float:
    """Seconds of CPU of the database server with all its processes."""
    from comments import cpu_below

    return cpu_below(server.pid) if server else 0.0


if __name__ == "__main__":
    main()

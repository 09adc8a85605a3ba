"""Fifty pages as readers get them: what a restored newspaper has to show again, byte for byte."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST = 50

Render = Callable[[str], bytes]
"""Gives the body of the page at a path; raises whatever keeps it from that."""


def rendered(render: Render, paths: list[str] | None = None) -> dict[str, str]:
    """Path → SHA-256 of the page's body, or what kept it from being rendered."""
    from django.db import DatabaseError

    if paths is None:
        try:
            with _apart():
                paths = list(chosen())
        except DatabaseError:  # an older version's tables, before an upgrade
            return {}
    found = {}
    for path in paths:
        try:
            with _apart():
                found[path] = hashlib.sha256(render(path)).hexdigest()
        except Exception as error:
            found[path] = f"{type(error).__name__}: {error}"
    return found


@contextmanager
def _apart() -> Iterator[None]:
    """An error of the database inside of PostgreSQL's snapshot must not end the whole transaction."""
    from django.db import connection, transaction

    if not connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield


def is_hash(found: str) -> bool:
    """Whether the page was rendered."""
    return len(found) == 64 and " " not in found


def chosen(most: int = MOST) -> Iterator[str]:
    """Paths of the main site: fronts and sections, then articles from new to old in even steps."""
    from wagtail.models import Site

    from presswerk.newsroom.models import ArticlePage, FrontPage, SectionPage

    default_sites = set(Site.objects.filter(is_default_site=True).values_list("pk", flat=True))
    paths: dict[str, None] = {}
    fronts = list(FrontPage.objects.live().order_by("pk")[:5])
    sections = list(SectionPage.objects.live().order_by("pk")[: most // 4])
    numbers = ArticlePage.objects.live().order_by("-pk")
    # Ids in even steps and not OFFSETs: an archive of a million articles is not walked for that.
    newest, oldest = numbers.values_list("pk", flat=True).first(), numbers.values_list("pk", flat=True).last()
    articles = []
    if newest is not None and oldest is not None:
        wanted = most - len(fronts) - len(sections)
        step = max(1, (newest - oldest) // max(1, wanted - 1))
        for at_most in range(newest, oldest - 1, -step):
            if (article := numbers.filter(pk__lte=at_most).first()) is not None:
                articles.append(article)
    for page in [*fronts, *sections, *articles]:
        parts = page.get_url_parts()
        if parts is not None and parts[0] in default_sites:
            paths.setdefault(parts[2])
    return iter(list(paths)[:most])

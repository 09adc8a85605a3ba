#!/usr/bin/env python3
"""Answers requests for pages of the newspaper in PRESSWERK_DATA: a key a line in, a line of JSON out.

The keys name the same kinds of pages in every newspaper: the section, author and topic with the most
articles, an article from the middle of its list, the day with the most and its month. `keys` lists them.
"""

import json
import sys
import time
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from presswerk.cli.django_setup import set_up_django

# In three of ten articles, one of forty, one of sixteen: each fills a page of results in 1,000 articles.
COMMON, RARE, NAME = "Prozent", "Obama", "Merkel"
# The article from the middle has so many of each in every archive, because each may cost an editor a query.
CREDITS, TOPICS = 1, 3


def main() -> None:
    set_up_django()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from presswerk.site.wsgi import keep_what_is_loaded

    addresses = pages()
    reader, editor = Client(HTTP_HOST="127.0.0.1"), Client(HTTP_HOST="127.0.0.1")
    editor.force_login(somebody())
    for key, address in addresses.items():
        (editor if key.startswith("editor") else reader).get(address)
    # As the web server does after its first requests.
    keep_what_is_loaded()
    for line in sys.stdin:
        key = line.strip()
        if key == "keys":
            print(json.dumps({"keys": list(addresses)}), flush=True)
            continue
        client = editor if key.startswith("editor") else reader
        # Counted in a request of its own: counting takes time.
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(addresses[key])
            queries = len(captured)
        began = time.perf_counter()
        client.get(addresses[key])
        ms = 1000 * (time.perf_counter() - began)
        print(json.dumps({"ms": ms, "queries": queries, "status": answer.status_code}), flush=True)


def somebody() -> Any:
    """An editor who may do everything."""
    from django.contrib.auth import get_user_model

    model = get_user_model()
    found = model.objects.filter(email="bench@presswerk.example").first()
    return found or model.objects.create_superuser(email="bench@presswerk.example", password="not used")


def pages() -> dict[str, str]:
    """Key → address."""
    from django.conf import settings

    from presswerk.newsroom.models import ArchiveDay, AuthorProfile, Listing, SectionPage, Topic

    section = SectionPage.objects.get(pk=busiest(Listing.Kind.SECTION))
    author = AuthorProfile.objects.get(pk=busiest(Listing.Kind.AUTHOR))
    topic = Topic.objects.get(pk=busiest(Listing.Kind.TOPIC))
    listed = Listing.objects.filter(kind=Listing.Kind.SECTION, target_id=section.pk).order_by("published_at")
    middle = listed.count() // 2
    article = alike(listed.values_list("article_id", flat=True)[middle : middle + 500])
    day = ArchiveDay.objects.filter(day__lt=date.today()).order_by("-articles", "-day")[0].day
    month = day.replace(day=1)
    week = f"published_from={day - timedelta(days=6)}&published_to={day}"
    listing = f"/{settings.ADMIN_PATH}/articles/"
    return {
        "front": "/",
        "section": section.url,
        "section, from the middle": f"{section.url}?before={article.number}",
        "article": article.url,
        "author": author.url,
        "topic": topic.url,
        "archive": "/archiv/",
        "archive, a month": f"/archiv/{month:%Y/%m}/",
        "archive, a day": f"/archiv/{day:%Y/%m/%d}/",
        "search, a common word": f"/suche/?q={COMMON}",
        "search, a rare word": f"/suche/?q={RARE}",
        "search, a name": f"/suche/?q={NAME}",
        "not found": "/gibt-es-nicht/",
        "editor: dashboard": f"/{settings.ADMIN_PATH}/",
        "editor: articles": listing,
        "editor: articles, page 10": f"{listing}?p=10",
        "editor: articles by publication": f"{listing}?ordering=-published_at",
        "editor: articles of a section": f"{listing}?section={section.pk}",
        "editor: articles of an author": f"{listing}?author={author.pk}",
        "editor: articles on a topic": f"{listing}?topic={topic.pk}",
        "editor: articles of a week": f"{listing}?{week}",
        "editor: drafts": f"{listing}?status=draft",
        "editor: scheduled": f"{listing}?status=scheduled",
        "editor: search, a common word": f"{listing}?q={COMMON}",
        "editor: search, a name": f"{listing}?q={NAME}",
        "editor: an article": f"/{settings.ADMIN_PATH}/pages/{article.pk}/edit/",
        "editor: pages of a section": f"/{settings.ADMIN_PATH}/pages/{section.pk}/",
        "editor: authors": f"/{settings.ADMIN_PATH}/snippets/newsroom/authorprofile/",
        "editor: topics": f"/{settings.ADMIN_PATH}/snippets/newsroom/topic/",
    }


def alike(ids: Iterable[int]) -> Any:
    """The first of these articles that has the usual number of authors and topics."""
    from presswerk.newsroom.models import ArticlePage

    for pk in ids:
        article = ArticlePage.objects.get(pk=pk)
        if article.credits.count() == CREDITS and article.topics.count() == TOPICS and not article.updated_at:
            return article
    sys.exit("No article of the usual form stands in the middle of the list.")


def busiest(kind: int) -> int:
    """The list of this kind with the most articles."""
    from django.db.models import Count

    from presswerk.newsroom.models import Listing

    counts = Listing.objects.filter(kind=kind).values("target_id").annotate(articles=Count("pk"))
    return counts.order_by("-articles").values_list("target_id", flat=True)[0]


if __name__ == "__main__":
    main()

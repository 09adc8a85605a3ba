"""Teaching the search and reference indexes what was loaded, in chunks that can be interrupted anywhere."""

import time
from typing import Any

from django.db import connection, transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from modelsearch.backends import get_search_backend
from wagtail.models import ReferenceIndex

from presswerk.newsroom.models import ArticlePage, FrontPage
from presswerk.transfer.loading.settling import settle
from presswerk.transfer.models import ImportedItem

# The write lock is held for about 0.2 s a chunk.
CHUNK = 100
# A task ends after so long and asks for the next one, so that a picture just uploaded gets its turn.
TASK_SECONDS = 20.0


def go_on() -> None:
    """Ask for the indexing of what is not indexed yet, unless there is nothing or it has been asked for."""
    if ImportedItem.objects.filter(is_indexed=False).exists() and not _is_asked_for():
        index_imported.enqueue()


def _is_asked_for() -> bool:
    tasks = DBTaskResult.objects.filter(task_path=index_imported.module_path)
    return tasks.filter(status__in=("READY", "RUNNING")).exists()


@task(queue_name="slow")
def index_imported() -> None:
    """Index for a while what was imported, then ask to go on."""
    until = time.monotonic() + TASK_SECONDS
    while index_chunk():
        if time.monotonic() > until:
            index_imported.enqueue()
            return
    _finish()


def index_all() -> None:
    """Index all that was imported, now."""
    while index_chunk():
        pass
    _finish()


def index_chunk() -> int:
    """Index the next chunk; how many articles that was, 0 when nothing is left. One transaction."""
    with transaction.atomic():
        waiting = ImportedItem.objects.filter(is_indexed=False).order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        items = dict(waiting.values_list("pk", "article_id")[:CHUNK])
        articles = ArticlePage.objects.filter(pk__in=[pk for pk in items.values() if pk])
        found = list(articles.prefetch_related("credits", "corrections", "wagtail_admin_comments"))
        _index_for_search(found)
        for article in found:
            ReferenceIndex.create_or_update_for_object(article)
        ImportedItem.objects.filter(pk__in=items).update(is_indexed=True)
    return len(items)


def _index_for_search(articles: list[ArticlePage]) -> None:
    index = _index()
    if hasattr(index, "_refresh_title_norms"):
        # After each addition it reads the whole index; once at the end is enough.
        index._refresh_title_norms = _not_now
    index.add_items(ArticlePage, articles)


def _index() -> Any:
    return get_search_backend().get_index_for_model(ArticlePage)


def _not_now(full: bool = False) -> None:
    """Stands in for a step that is done at the end."""


def _finish() -> None:
    """What was put off, and what an import that died would have done at its own end."""
    index = _index()
    if hasattr(index, "_refresh_title_norms"):
        index._refresh_title_norms()
    settle(FrontPage.objects.values_list("locale_id", flat=True))

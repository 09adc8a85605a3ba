"""Wagtail's search index in the database, asked in a way that stays quick at 100,000 articles.

`WAGTAILSEARCH_BACKENDS` names this package. Discovery brings a better search for readers; choosers and
listings of the editor's screens go on using this one.
"""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend for the database in use; Wagtail asks for it by this name."""
    if connection.vendor == "sqlite":
        from presswerk.newsroom.search_index.sqlite import PaperSearchBackend

        return PaperSearchBackend(params)
    from modelsearch.backends import database

    return database.SearchBackend(params)

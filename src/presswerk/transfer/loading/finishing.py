"""The end of an import."""

from collections.abc import Iterable

from presswerk.transfer.loading.indexing import go_on
from presswerk.transfer.loading.settling import refresh_statistics, settle


def finish(locale_ids: Iterable[int]) -> None:
    """Count the archive's days anew, renew all pages, and have the search learn what came in.

    An import that dies before it loses nothing: the job that indexes does the same at its end.
    """
    settle(locale_ids)
    refresh_statistics()
    go_on()

"""Which objects hold the words that an editor types."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from wagtail.search.models import IndexEntry

from presswerk.newsroom.search_index.words import fts5_query, tsquery, words_in

_ENTRIES = IndexEntry._meta.db_table
_COLUMNS = ("title", "body", "autocomplete")
# Weights of autocomplete, body and title, in the order of the index's columns: the title counts most.
_BM25 = "2.0, 1.0, 8.0"


def newest_matching_ids(model: type[Model], text: str, most: int) -> list[int]:
    """Ids of at most `most` objects whose texts hold all words, those indexed last first. One query.

    The beginning of a word is enough, so that German inflection hides nothing. A text without words
    finds nothing.
    """
    words = words_in(text)
    if not words:
        return []
    content_type = ContentType.objects.get_for_model(model).pk
    if connection.vendor == "sqlite":
        return _ask_sqlite(content_type, fts5_query(words, _COLUMNS, beginnings=words), most)
    return _ask_postgresql(content_type, words, most)


def best_of_newest_ids(model: type[Model], text: str, most: int, ranked: int) -> list[int]:
    """Ids of the `most` objects indexed last whose texts hold all words. One query.

    The best of the newest `ranked` come first, the others after them, newest first. Ranking all matches of a
    common word takes as long as there are matches (65 ms of 30,000 on SQLite); this takes the same at any
    size of the archive. A text without words finds nothing.
    """
    words = words_in(text)
    if not words:
        return []
    content_type = ContentType.objects.get_for_model(model).pk
    if connection.vendor == "sqlite":
        return _rank_on_sqlite(content_type, fts5_query(words, _COLUMNS), most, ranked)
    return _rank_on_postgresql(content_type, words, most, ranked)


# Of what is numbered from the newest on: those that are ranked, by rank, and then the rest by age.
_RANKED_FIRST = "ORDER BY place > %s, CASE WHEN place <= %s THEN {rank} END, place"
_PLACE = "row_number() OVER (ORDER BY id DESC) AS place"


def _rank_on_sqlite(content_type: int, expression: str, most: int, ranked: int) -> list[int]:
    table = f"{_ENTRIES}_fts"
    return _ids(
        f"SELECT object_id FROM (SELECT *, {_PLACE} FROM"
        f" (SELECT e.object_id, f.rowid AS id, bm25({table}, {_BM25}) AS rank"
        f" FROM {table} AS f JOIN {_ENTRIES} AS e ON e.id = f.rowid"
        f" WHERE f.{table} MATCH %s AND e.content_type_id = %s ORDER BY f.rowid DESC LIMIT %s))"
        f" {_RANKED_FIRST.format(rank='rank')}",
        [expression, content_type, most, ranked, ranked],
    )


def _rank_on_postgresql(content_type: int, words: list[str], most: int, ranked: int) -> list[int]:
    configuration = _configuration()
    holds, arguments = _each_word(words, configuration)
    newest, arguments = _newest(f"content_type_id = %s AND {holds}", [content_type, *arguments], most)
    return _by_bitmaps(
        # By how often the words occur; what also asks how near to each other costs three times as much.
        f"{newest} SELECT object_id FROM (SELECT *, {_PLACE} FROM newest) AS newest,"
        " to_tsquery(%s::regconfig, %s) AS query "
        + _RANKED_FIRST.format(rank="-ts_rank(title, query) - ts_rank(body, query)"),
        [*arguments, configuration, tsquery(words), ranked, ranked],
    )


def _ask_sqlite(content_type: int, expression: str, most: int) -> list[int]:
    table = f"{_ENTRIES}_fts"
    return _ids(
        f"SELECT e.object_id FROM {table} AS f JOIN {_ENTRIES} AS e ON e.id = f.rowid"
        f" WHERE f.{table} MATCH %s AND e.content_type_id = %s ORDER BY f.rowid DESC LIMIT %s",
        [expression, content_type, most],
    )


def _ask_postgresql(content_type: int, words: list[str], most: int) -> list[int]:
    holds, arguments = _each_word(words, _configuration(), beginnings=True)
    newest, arguments = _newest(f"content_type_id = %s AND {holds}", [content_type, *arguments], most)
    return _by_bitmaps(f"{newest} SELECT object_id FROM newest ORDER BY id DESC", arguments)


# The newest so many entries are looked through first, then the next ones, then the rest: a common word's
# list is full soon, and of a rare one there are few in all. Measured at 100,000 articles.
_WINDOWS = (2_000, 8_000, 32_000)


def _newest(condition: str, arguments: list, most: int) -> tuple[str, list]:
    """WITH … `newest`: the `most` entries with the highest ids that meet the condition; and its arguments.

    Each window is looked through only while the ones before it have not filled the list. What has been
    indexed is counted by the sequence of ids, which costs no look into the table.
    """
    parts, full = [], "0"
    last = f"(SELECT last_value FROM {_ENTRIES}_id_seq)"
    bounds = [f"{last} - {window}" for window in _WINDOWS]
    for n, (above, below) in enumerate(zip([*bounds, None], [None, *bounds], strict=True)):
        limits = [f"id > {above}"] * (above is not None) + [f"id <= {below}"] * (below is not None)
        where = " AND ".join([f"{full} < %s", *limits, condition])
        parts.append(
            f"part_{n} AS MATERIALIZED (SELECT id, object_id, title, body FROM {_ENTRIES} WHERE {where}"
            " ORDER BY id DESC LIMIT %s)"
        )
        full += f" + (SELECT count(*) FROM part_{n})"
    together = " UNION ALL ".join(f"SELECT * FROM part_{n}" for n in range(len(parts)))
    return (
        f"WITH {', '.join(parts)}, newest AS (SELECT * FROM ({together}) AS parts ORDER BY id DESC LIMIT %s)",
        [*[most, *arguments, most] * len(parts), most],
    )


def _by_bitmaps(statement: str, arguments: list) -> list[int]:
    """Ask PostgreSQL so that it joins its indexes of words, whatever it thinks of the costs.

    Its planner takes a look into a long text for as cheap as one at a number, and walks down the ids reading
    text after text (20 ms for 4,000 articles, where joining the indexes takes 2).
    """
    # What is turned off counts as very dear, for which PostgreSQL would compile and start helpers.
    ways = ("enable_indexscan", "enable_seqscan", "jit", "enable_gathermerge")
    before = "".join(f"SET LOCAL {way} = off; " for way in ways)
    after = "".join(f"; SET LOCAL {way} TO DEFAULT" for way in ways)
    with connection.cursor() as cursor:
        # Several statements sent at once are one transaction, and SET LOCAL ends with it.
        cursor.execute(f"{before}{statement}{after}", arguments)
        for _way in ways:
            cursor.nextset()
        return [int(row[0]) for row in cursor.fetchall()]


def _each_word(words: list[str], configuration: str, beginnings: bool = False) -> tuple[str, list]:
    """The condition that a text holds each word, in whichever column; and its arguments.

    A condition for each column, because each has an index of its own, which `_by_bitmaps()` joins. A word
    that the language has everywhere ("und") is no condition.
    """
    columns = ["body @@ to_tsquery(%s::regconfig, %s)", "title @@ to_tsquery(%s::regconfig, %s)"]
    if beginnings:
        columns.append("autocomplete @@ to_tsquery('simple', %s)")
    condition = f"(numnode(to_tsquery(%s::regconfig, %s)) = 0 OR {' OR '.join(columns)})"
    arguments: list[str] = []
    for word in words:
        asked = tsquery([word], beginnings=[word] if beginnings else [])
        arguments += [configuration, asked] * 3 + ([asked] if beginnings else [])
    return " AND ".join(condition for _word in words), arguments


def _configuration() -> str:
    return settings.WAGTAILSEARCH_BACKENDS["default"].get("SEARCH_CONFIG", "simple")


def _ids(statement: str, arguments: list) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return [int(row[0]) for row in cursor.fetchall()]

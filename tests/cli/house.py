"""A newspaper with something in it, and ways to look at it from outside."""

import json
import random
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from tests.e2e.newspapers import copy_of, run

from .conftest import command, environment
from .test_importing import ARTICLE


def fill(data: Path) -> Path:
    """Make a newspaper with articles, a file, settings and a filter's folder."""
    copy_of("founded", data)
    articles = data.parent / "articles.jsonl"
    lines = [json.dumps(ARTICLE | {"id": str(number), "headline": f"Wehr {number}"}) for number in range(12)]
    articles.write_text("\n".join(lines), encoding="utf-8")
    run(data, "import", "jsonl", str(articles))
    (data / "media").mkdir(exist_ok=True)
    (data / "media" / "bild.jpg").write_bytes(random.Random(4).randbytes(3_000_000))
    (data / "presswerk.toml").write_text('mail_from = "Wehrbote <post@wehrbote.example>"\n')
    (data / "presswerk.toml").chmod(0o600)
    (data / "spam").mkdir()
    with closing(sqlite3.connect(data / "spam" / "keys.sqlite3")) as keys, keys:
        keys.execute("CREATE TABLE key (name)")
        keys.execute("INSERT INTO key VALUES ('wehrbote')")
    return data


def call(*arguments: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=environment(data, LANGUAGE="en"), capture_output=True, text=True, timeout=600
    )


def rows(file: Path) -> dict[str, list]:
    """All rows by table, but what belongs to this log alone."""
    with closing(sqlite3.connect(file)) as database:
        names = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
            # The runs of retention tell of the restore itself.
            if not name.startswith(("bake_", "sqlite_", "django_migrations", "comments_law_retentionrun"))
        ]
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}

"""The limits under load: several processes at once, on a database of their own."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.both_databases

CHILD = """
import json
from datetime import timedelta
from multiprocessing import get_context
import django
django.setup()
from django.db import connection
from presswerk.accounts.limits import Count, LimitReached, RateLimit, Rule, consume

COUNT = Count(Rule("many", 20, timedelta(hours=1)), "anna")

def attempts(number):
    through = 0
    for _ in range(8):
        try:
            consume([COUNT])
            through += 1
        except LimitReached:
            pass
    return through

with connection.schema_editor() as editor:
    editor.create_model(RateLimit)
connection.close()
with get_context("fork").Pool(4) as pool:
    print(json.dumps(pool.map(attempts, range(4))))
with connection.schema_editor() as editor:
    editor.delete_model(RateLimit)
"""


def test_the_count_is_exact_across_processes(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PRESSWERK_")}
    environment |= {
        "PRESSWERK_DATA": str(tmp_path),
        "PRESSWERK_DATABASE_URL": os.environ.get("TESTS_POSTGRES_URL", ""),
        "PRESSWERK_LOG_LEVEL": "error",
        "DJANGO_SETTINGS_MODULE": "presswerk.site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", CHILD], env=environment, capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stderr
    through = json.loads(done.stdout)
    assert sum(through) == 20
    assert len([process for process in through if process]) > 1, "they ran at once"

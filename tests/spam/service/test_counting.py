"""Limits are exact, whoever counts; statistics are counts."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from presswerk.spam.service.counting import ALL_OTHER_SITES, MOST_SITES_PER_KEY, Counts, total
from presswerk.spam.service.keys import Key
from tests.cli.processes import python
from tests.spam.service.serving import ROOT, desk, new_key

NOON = datetime(2026, 11, 25, 12, 0, 30, tzinfo=UTC)


def made(folder: Path, **limits: Any) -> Key:
    one = desk(folder)
    found = one.keys.find(new_key(folder, **limits))
    assert found is not None
    return found


ADMIT_MANY = """
import sys
from pathlib import Path
from typing import Any
from tests.spam.service.serving import desk
from tests.spam.service.test_counting import NOON

folder, number = Path(sys.argv[1]), int(sys.argv[2])
one = desk(folder)
key = one.keys.get(number)
print(sum(one.counting.admit(key, NOON, judges=True) is None for _ in range(60)))
"""


def test_four_processes_together_get_exactly_what_the_key_may(folder):
    key = made(folder, calls_per_minute=100)
    environ = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DJANGO_SETTINGS_MODULE": ""}
    processes = [
        subprocess.Popen(
            python(ADMIT_MANY, str(folder), str(key.id)), env=environ, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert sum(int(process.communicate(timeout=60)[0]) for process in processes) == 100


def test_a_new_minute_and_a_new_month_begin_at_nothing(folder):
    counting, key = desk(folder).counting, made(folder, calls_per_minute=1, calls_per_month=2)
    assert counting.admit(key, NOON, judges=True) is None
    assert counting.admit(key, NOON, judges=True).limit == "minute"
    assert counting.admit(key, NOON + timedelta(minutes=1), judges=True) is None
    assert counting.admit(key, NOON + timedelta(minutes=2), judges=True).limit == "month"
    assert counting.admit(key, NOON + timedelta(minutes=2), judges=False) is None
    december = NOON + timedelta(days=6)
    assert counting.judged_this_month(key, december) == 0
    assert counting.admit(key, december, judges=True) is None
    assert counting.judged_this_month(key, december) == 1


def test_a_refused_call_is_not_counted(folder):
    counting, key = desk(folder).counting, made(folder, calls_per_minute=1)
    for _ in range(5):
        refused = counting.admit(key, NOON, judges=True)
    assert (refused.calls, refused.allowed) == (1, 1)


def test_made_up_sites_do_not_fill_the_disk(folder):
    counting, key = desk(folder).counting, made(folder)
    for number in range(MOST_SITES_PER_KEY + 50):
        counting.count(key, f"{number}.example", "ham", NOON)
    counts = counting.by_site(key, "2026-11")
    assert len(counts) == MOST_SITES_PER_KEY + 1
    assert counts[ALL_OTHER_SITES].ham == 50
    assert total(counts).checks == MOST_SITES_PER_KEY + 50


def test_accuracy_is_never_below_nothing():
    assert Counts().accuracy == 100
    assert Counts(spam=1, ham=1, missed_spam=5).accuracy == 0

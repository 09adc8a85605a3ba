"""Runs the rules: in small transactions, with flat memory, each run written down."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from presswerk import jobs
from presswerk.comments.law import erasure, erasure_journal, overwriting
from presswerk.comments.law.models import RetentionRun
from presswerk.comments.law.retention.rule import MOST_COUNTED, Rule
from presswerk.comments.law.retention.rules import all_rules

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Planned:
    """What a rule would do now."""

    rule: Rule
    older_than: datetime
    count: int
    """At most `rule.MOST_COUNTED`."""
    is_more: bool
    """Whether there are more than `count`."""


def register() -> None:
    """Run each hour, so that nothing is kept an hour longer than promised."""
    jobs.every("comments: retention", "hourly :35", run_by_worker)


def run_by_worker() -> int:
    """All rules; how many records were deleted or emptied."""
    return sum(run.count for run in run_all(RetentionRun.Trigger.WORKER))


def plan(now: datetime | None = None) -> Iterator[Planned]:
    """What each rule would do. Changes nothing."""
    now = now or timezone.now()
    for rule in all_rules():
        cutoff = rule.cutoff(now)
        count = rule.over.count(cutoff)
        yield Planned(rule, cutoff, min(count, MOST_COUNTED), count > MOST_COUNTED)


def run_all(trigger: str, now: datetime | None = None) -> list[RetentionRun]:
    """Run every rule. One that fails is written down, stops no other, and is raised at the end."""
    now = now or timezone.now()
    runs: list[RetentionRun] = []
    failed: list[Exception] = []
    with overwriting.overwritten():
        for rule in all_rules():
            try:
                runs.append(run(rule, trigger, now))
            except Exception as error:
                log.error("The retention rule %s failed: %s.", rule.code, type(error).__name__)
                failed.append(error)
    overwriting.empty_log()
    if failed:
        raise failed[0]
    return runs


def run(rule: Rule, trigger: str, now: datetime) -> RetentionRun:
    """Run one rule until nothing is over. A run that changed nothing is written down by people only."""
    cutoff = rule.cutoff(now)
    record = RetentionRun(rule=rule.code, trigger=trigger, older_than=cutoff, started_at=timezone.now())
    try:
        while some := rule.over.some(cutoff):
            done = rule.over.apply(some)
            record.count += done
            if not done and set(rule.over.some(cutoff)) == set(some):
                raise RuntimeError(f"The retention rule {rule.code} does not get on.")
    except Exception as error:
        record.error = type(error).__name__
        raise
    finally:
        record.finished_at = timezone.now()
        if record.count or record.error or trigger != RetentionRun.Trigger.WORKER:
            record.save()
    return record


def after_restore() -> int:
    """What a restore calls before the newspaper is served again; how many records were deleted or emptied.

    A backup brings back what has been erased since: the journal of erasures is carried out again, then every
    rule runs.
    """
    count = sum(erasure.erase_again(line.author, line.comments) for line in erasure_journal.lines())
    return count + sum(run.count for run in run_all(RetentionRun.Trigger.RESTORE))

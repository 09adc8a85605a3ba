"""Indexes on the table of django-tasks-db, whose own one serves all queues at once.

With it the worker would walk over every picture that waits to find the urgent task behind them. These keep the
cost of a look the same however many tasks wait or are kept: ready ones by queue, running ones (for recovery),
finished ones (for the jobs screen and the retention).
"""

from django.db import migrations

TABLE = "django_tasks_database_dbtaskresult"
INDEXES = {
    # With `status` among the columns SQLite's planner prefers it to the other one, statistics or none.
    "jobs_task_ready": "(queue_name, status, priority DESC, run_after, enqueued_at) WHERE status = 'READY'",
    "jobs_task_running": "(started_at) WHERE status = 'RUNNING'",
    "jobs_task_successful": "(finished_at) WHERE status = 'SUCCESSFUL'",
    "jobs_task_failed": "(finished_at) WHERE status = 'FAILED'",
}


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {TABLE} {columns}", f"DROP INDEX {name}")
        for name, columns in INDEXES.items()
    ]

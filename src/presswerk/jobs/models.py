"""What the jobs remember: every fact that must survive a restart is a row here."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from presswerk.jobs import outbox, timed_jobs

WORKER_ID_LENGTH = 40
OPEN = Q(delivered_at__isnull=True, failed_at__isnull=True)


class TimedJob(models.Model):
    """One call of a registered function at a moment. The row goes in the transaction of the call."""

    key = models.CharField(max_length=timed_jobs.KEY_LENGTH, unique=True)
    name = models.CharField(max_length=100)
    params = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        permissions = [("manage_jobs", "Can manage jobs")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(failed_at__isnull=True), name="jobs_timed_waiting"),
            models.Index(
                fields=["failed_at"], condition=Q(failed_at__isnull=False), name="jobs_timed_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"


class PeriodicRun(models.Model):
    """When a periodic job ran last and runs next. `claimed_by` names the worker that is running it."""

    name = models.CharField(max_length=100, unique=True)
    next_due = models.DateTimeField(db_index=True)
    last_started = models.DateTimeField(null=True, blank=True)
    last_finished = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    claimed_by = models.CharField(max_length=WORKER_ID_LENGTH, blank=True, default="")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class OutboxItem(models.Model):
    """One message to the world outside, written in the transaction that is its cause.

    `revision` grows with each change of the payload, so that a delivery under way cannot settle a newer one.
    """

    kind = models.CharField(max_length=50)
    key = models.CharField(max_length=outbox.KEY_LENGTH, blank=True, default="")
    payload = models.JSONField()
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.CharField(max_length=WORKER_ID_LENGTH, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    delivered_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=OPEN & ~Q(key=""), name="jobs_outbox_one_open_per_key"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=OPEN, name="jobs_outbox_waiting"),
            models.Index(
                fields=["failed_at"], condition=Q(failed_at__isnull=False), name="jobs_outbox_failed"
            ),
            models.Index(
                fields=["delivered_at"], condition=Q(delivered_at__isnull=False), name="jobs_outbox_delivered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()


class Heartbeat(models.Model):
    """A process that works on jobs and says so every few seconds."""

    class Role(models.TextChoices):
        WORKER = "worker"
        SLOW = "slow"

    worker = models.CharField(max_length=WORKER_ID_LENGTH, primary_key=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.WORKER)
    pid = models.PositiveIntegerField()
    host = models.CharField(max_length=255)
    pid_space = models.CharField(max_length=120, blank=True, default="")
    started_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.role} {self.pid} on {self.host}"


class Alert(models.Model):
    """Something of which the operator has been told; the row goes when it is over."""

    key = models.CharField(max_length=200, unique=True)
    sentence = models.TextField()
    since = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


def waiting_jobs() -> "models.QuerySet[TimedJob, TimedJob]":
    """Timed jobs that are still to run, the first due first."""
    return TimedJob.objects.filter(failed_at__isnull=True).order_by("due_at", "pk")


def failing_runs() -> "models.QuerySet[PeriodicRun, PeriodicRun]":
    """Periodic jobs whose last run was given up, by name."""
    return PeriodicRun.objects.exclude(last_error="").filter(attempts=0).order_by("name")


def open_items() -> "models.QuerySet[OutboxItem, OutboxItem]":
    """Outbox items that are neither delivered nor given up, the first due first."""
    return OutboxItem.objects.filter(OPEN).order_by("due_at", "pk")

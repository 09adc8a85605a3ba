"""The operator is told once of each trouble, again each day, and of its end. About 1 s."""

from datetime import timedelta
from email import message_from_string
from email.policy import default
from types import SimpleNamespace

import pytest
from django.utils import timezone

from presswerk import conf
from presswerk.jobs import alerts
from presswerk.jobs.mail_trial import send_trial
from presswerk.jobs.models import Alert, Heartbeat, OutboxItem, PeriodicRun
from tests.jobs.smtp_server import MailServer

pytestmark = pytest.mark.usefixtures("database")

SETTINGS = {
    "operator_mail": "technik@zeitung.example", "language": "de", "base_url": "https://zeitung.example",
    "admin_path": "admin", "mail_from": "post@zeitung.example", "mail_url": "", "database_url": "",
    "backup_folder": "",
}  # fmt: skip


@pytest.fixture
def settings_of(monkeypatch, tmp_path):
    """Sets the newspaper's settings."""

    def use(**more):
        config = SimpleNamespace(**SETTINGS | {"data": tmp_path} | more)
        monkeypatch.setattr(conf, "current", lambda: config)
        return config

    use()
    return use


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """How many bytes are free."""
    free = SimpleNamespace(free=50_000_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda path: free)
    return free


def mails() -> list[str]:
    return [item.payload["subject"] for item in OutboxItem.objects.filter(kind="mail").order_by("pk")]


def give_up(kind: str = "websub") -> OutboxItem:
    return OutboxItem.objects.create(kind=kind, payload={}, failed_at=timezone.now(), last_error="Gone: away")


def test_nothing_wrong_sends_nothing(settings_of) -> None:
    assert alerts.tell() == 0
    assert mails() == []


def test_a_failed_job_is_told_once_and_again_after_a_day(settings_of) -> None:
    give_up()
    now = timezone.now()

    assert alerts.tell(now) == 1
    assert alerts.tell(now + timedelta(hours=23)) == 0
    assert alerts.tell(now + timedelta(hours=25)) == 1
    assert len(mails()) == 2


def test_a_failed_job_that_was_discarded_is_not_told_to_be_over(settings_of) -> None:
    item = give_up()
    alerts.tell()
    item.delete()

    assert alerts.tell() == 0
    assert Alert.objects.count() == 0


def test_a_disk_that_is_nearly_full_is_told_and_its_end_too(settings_of, room) -> None:
    room.free = 900_000_000
    assert alerts.tell() == 1
    room.free = 800_000_000
    assert alerts.tell() == 0
    room.free = 50_000_000_000
    assert alerts.tell() == 1
    assert len(mails()) == 2


def test_a_regular_job_that_has_given_up_is_told_in_one_mail_with_the_rest(settings_of) -> None:
    give_up()
    PeriodicRun.objects.create(
        name="site: tidy", next_due=timezone.now(), last_error="OSError: no\n\nTraceback"
    )

    assert alerts.tell() == 2
    [mail] = OutboxItem.objects.filter(kind="mail")
    text = message_from_string(mail.payload["message"], policy=default).get_content()
    assert "site: tidy (OSError: no)" in text
    assert mail.payload["to"] == "technik@zeitung.example"


def test_a_worker_that_died_is_told_past_the_outbox_by_one_process_and_its_return_by_the_next(
    settings_of,
) -> None:
    now = timezone.now()
    long_ago = now - timedelta(minutes=6)
    Heartbeat.objects.create(worker="w", pid=1, host="h", started_at=long_ago, at=long_ago)
    with MailServer() as server:
        settings_of(mail_url=f"smtp://127.0.0.1:{server.port}")

        assert alerts.look_at_worker(now)
        assert not alerts.look_at_worker(now)

        assert len(server.mails) == 1
        assert mails() == []
    assert alerts.tell() == 1
    assert len(mails()) == 1


def test_a_worker_that_lives_or_was_ended_in_order_is_no_trouble(settings_of) -> None:
    assert not alerts.look_at_worker()
    now = timezone.now()
    Heartbeat.objects.create(worker="w", pid=1, host="h", started_at=now, at=now)
    assert not alerts.look_at_worker(now)


def test_a_trial_mail_tells_the_servers_last_words_or_the_file(settings_of, tmp_path) -> None:
    assert send_trial("anna@zeitung.example").startswith(str(tmp_path / "mail"))
    with MailServer() as server:
        server.answers["."] = "250 2.0.0 Ok: queued as 4F2"
        settings_of(mail_url=f"smtp://127.0.0.1:{server.port}")

        assert send_trial("anna@zeitung.example") == "250 2.0.0 Ok: queued as 4F2"

"""No text, address or network of a reader in any log. 6 s alone."""

import logging

import pytest

from presswerk.comments import filtering
from presswerk.comments.models import Comment
from presswerk.jobs.clock import Clock
from presswerk.jobs.delivery_loop import DeliveryLoop
from presswerk.jobs.models import OutboxItem
from tests.comments.law.conftest import CLARA, ROSA
from tests.comments.law.test_journey import report
from tests.comments.law.test_rights import ask

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.77"
TEXT = "Die Brücke am Krantor steht seit vierzig Jahren schief, und keiner will es gewesen sein."


def test_posting_reporting_and_asking_leave_nothing_in_the_log(reader, article, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    extra = {"REMOTE_ADDR": ADDRESS}
    data = {"article": article.number, "name": "Clara Cordes", "email": CLARA, "text": TEXT}
    assert reader.post("/comment/", data, **extra).status_code in (200, 303)
    comment = Comment.objects.get()
    Comment.objects.update(state="published", shows_text=True, is_visible=True)
    report(reader, comment)
    for _time in range(12):
        ask(reader, CLARA, **extra)
    reader.get("/comment/own/wrong/", **extra)
    reader.post("/comment/", {"article": article.number, "text": TEXT}, **extra)
    filtering.engine().check(filtering.submission_of(comment))

    def refuse(key, payload):
        raise RuntimeError(f"550 no such mailbox <{payload.get('to')}>")

    monkeypatch.setattr("presswerk.jobs.delivery_loop.handler_of", lambda kind: refuse)
    loop = DeliveryLoop("tests", Clock())
    while loop.step() == 0.0:
        pass

    assert OutboxItem.objects.exclude(last_error="").exists()
    lines = [logging.Formatter().format(record) for record in caplog.records]
    assert lines
    for needle in (TEXT[:30], CLARA, ROSA, ADDRESS, "203.0.113.0", "Clara Cordes"):
        assert [line for line in lines if needle.lower() in line.lower()] == []

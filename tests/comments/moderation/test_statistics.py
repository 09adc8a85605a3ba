"""Figures, charts, CSV and the audit log."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from presswerk.comments.models import AuditEntry, State
from presswerk.comments.moderation import charts, counting, statistics
from presswerk.comments.moderation.actions import judging, undoing
from presswerk.comments.moderation.models import BusyThread, DayCount
from tests.comments.moderation.conftest import write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HELD = [{"code": "links", "params": {"count": 1}, "share": 1.0}]


def yesterday():
    return timezone.now() - timedelta(days=1)


def test_a_day_is_counted_by_section_with_median_and_share_held(article, politik, mara):
    at = yesterday()
    for minutes in (2, 4, 30):
        write(
            article, state=State.PUBLISHED, held_for=HELD, decided_by=mara, submitted_at=at,
            decided_at=at + timedelta(minutes=minutes),
        )  # fmt: skip
    write(article, state=State.SPAM, held_for=HELD, submitted_at=at, decided_at=at)
    write(article, state=State.PUBLISHED, submitted_at=at, decided_at=at)
    counting.count_day(timezone.localtime(at).date())
    counting.count_day(timezone.localtime(at).date())
    row = DayCount.objects.get()
    assert (row.section_id, row.submitted, row.published, row.spam, row.held) == (politik.pk, 5, 4, 1, 3)
    assert (row.decided, row.median_seconds) == (3, 240)
    assert (BusyThread.objects.get().article_id, BusyThread.objects.get().comments) == (article.pk, 5)
    day = statistics.days(7)[-2]
    assert (day.submitted, day.share_held, day.median_minutes) == (5, 60, 4.0)
    assert statistics.busiest(7) == [(article.pk, article.title, 5)]
    assert statistics.days(7, section=politik.pk + 999)[-2].submitted == 0


def test_the_matrix_holds_decisions_against_what_the_filter_said(
    article, mara, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        judging.judge(write(article, "Viagra billig: https://pillen.example/kaufen"), "spam", mara)
        judging.judge(write(article, "Das Gutachten sagt etwas anderes, Seite 12."), "approve", mara)
    assert statistics.matrices(7)["spam"].decisions == 2
    assert statistics.matrices(7)["insult"].decisions == 1


def test_charts_are_sound_xml_for_any_figures():
    for svg in (
        charts.stacked_bars([], {}, "none"),
        charts.stacked_bars(["a", "<b>"], {"published": [0, 3], "spam": [1, 0]}, 'x "y" & z'),
        charts.line(["a", "b", "c"], [None, 2.5, None], "line"),
        charts.line(["a"], [None], "nothing"),
    ):
        assert ElementTree.fromstring(svg).get("aria-label")


def test_the_screen_has_each_figure_in_a_table_and_as_csv(desk, article, mara):
    at = yesterday()
    write(article, state=State.REJECTED, submitted_at=at, decided_at=at, decided_by=mara, held_for=HELD)
    counting.count_recent_days()
    page = desk.get(reverse("moderation:statistics"), {"days": "7"}).content.decode()
    assert page.count("<svg") >= 3
    assert "1 (100 %)" in page
    lines = desk.get(reverse("moderation:csv"), {"days": "7"}).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "day,submitted,published,held,rejected,spam,waiting,median_seconds"
    assert lines[-2] == f"{timezone.localtime(at).date()},1,0,1,1,0,0,0"
    assert len(lines) == 8


def test_the_log_tells_acts_and_is_narrowed(desk, article, mara, milo):
    one, other = write(article), write(article)
    entry = judging.judge(one, "reject", mara, "insult")
    undoing.undo(entry, milo)
    judging.judge(other, "spam", milo)

    def rows(**query):
        return desk.get(reverse("moderation:log"), query).content.decode().count('class="excerpt"')

    page = desk.get(reverse("moderation:log")).content.decode()
    assert "rejected: Insult" in page
    assert "waiting → rejected" in page
    assert rows() == 3
    assert rows(act="spam") == 1
    assert rows(actor=milo.pk) == 2
    assert rows(comment=one.pk) == 2
    assert rows(kind="filter") == 0
    assert rows(since=str(timezone.localdate() + timedelta(days=2))) == 0
    assert rows(since="nonsense", until="2026-13-45") == 3


def test_the_log_is_read_in_pages_and_changed_by_nobody(desk, article, mara, monkeypatch):
    from presswerk.comments.moderation.screens import log

    monkeypatch.setattr(log, "A_PAGE", 2)
    entries = [judging.judge(write(article), "approve", mara) for _number in range(3)]
    page = desk.get(reverse("moderation:log")).content.decode()
    assert f"before={entries[1].pk}" in page
    older = desk.get(reverse("moderation:log"), {"before": entries[1].pk}).content.decode()
    assert f"Comment {entries[0].comment_id}" in older
    assert desk.post(reverse("moderation:log")).status_code == 405
    assert AuditEntry.objects.count() == 3


def test_figures_and_log_ask_the_same_number_of_queries_however_much_there_is(desk, article, mara):
    def measure() -> list[int]:
        numbers = []
        for name in ("statistics", "log", "recent", "rules", "bans"):
            with CaptureQueriesContext(connection) as found:
                desk.get(reverse(f"moderation:{name}"))
            numbers.append(len(found))
        return numbers

    judging.judge(write(article), "approve", mara)
    counting.count_recent_days()
    measure()
    few = measure()
    for _number in range(8):
        judging.judge(write(article), "approve", mara)
    counting.count_recent_days()
    assert measure() == few

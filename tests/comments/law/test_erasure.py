"""Nothing of an erased person is left: searched for in all tables, the bake, the index, mails, files."""

import pytest
from django.db import connection

from presswerk import conf
from presswerk.bake.models import Purge
from presswerk.comments import filtering, hashing
from presswerk.comments.actions import deciding
from presswerk.comments.law import erasure, erasure_journal, mail_traces
from presswerk.comments.law.actions import complaining, reporting
from presswerk.comments.law.models import Complaint, Ground, Report, Statement
from presswerk.comments.law.retention import engine
from presswerk.comments.models import Comment, Debate, Sender, State
from presswerk.newsroom import slots
from tests.comments.law.conftest import CLARA, ROSA, TEXT, deliver, waiting_mails, write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NEEDLES = ("clara@lesen.example", "Clara Cordes", TEXT, "clara hat sich beschwert", "203.0.113.0")


def everywhere(needle: str) -> list[str]:
    """Tables with columns, and files, in which the needle still stands, in whatever case."""
    return [*in_tables(needle), *in_files(needle)]


def in_tables(needle: str) -> list[str]:
    """Every column of every table, the full-text index with them."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                quoted, name = connection.ops.quote_name(column.name), connection.ops.quote_name(table)
                cursor.execute(f"SELECT CAST({quoted} AS text) FROM {name} WHERE {quoted} IS NOT NULL")
                if any(needle.lower() in str(value).lower() for (value,) in cursor.fetchall()):
                    found.append(f"{table}.{column.name}")
    return found


def in_files(needle: str) -> list[str]:
    """Files of the data folder; mails are decoded."""
    found = []
    database = connection.settings_dict["NAME"]
    for file in conf.current().data.rglob("*"):
        if not file.is_file() or str(file).startswith(database):
            continue
        text = file.read_bytes().decode("utf-8", "replace")
        if file.suffix == ".eml":
            from email import message_from_string
            from email.policy import default

            text += mail_traces.content(message_from_string(text, policy=default))
        if needle.lower() in text.lower():
            found.append(str(file))
    return found


@pytest.fixture
def clara_everywhere(article, anna, ben):
    """Clara has left something in all places that there are."""
    first = write(article)
    reply = write(
        article, "Dem widerspreche ich aber deutlich.", name="Rosa Reuter", email=ROSA, parent=first
    )
    rejected = write(article, f"{TEXT} Zum zweiten Mal.", state=State.WAITING)
    deciding.decide(
        rejected, State.REJECTED, by=anna, reason="insult", note=f"Clara Cordes schrieb: {TEXT}"[:0]
    )
    complaining.complain(Statement.objects.get(), "Clara hat sich beschwert, und zwar heftig.")
    Statement.objects.update(facts=f"Sie schrieb: {TEXT}")
    reporting.report(
        reply,
        reporting.Notice(
            Ground.objects.get(code="insult_by_law"), f"{TEXT} Das sagte ich.", "de", "Clara Cordes", CLARA
        ),
    )
    filtering.engine().learn(filtering.submission_of(first), False, "user:1")
    deliver()
    write(article, f"{TEXT} Zum dritten Mal.", state=State.WAITING)
    deciding.decide(Comment.objects.latest("pk"), State.REJECTED, by=anna, reason="insult")
    return first


def test_nothing_is_left_anywhere(clara_everywhere, reader):
    assert waiting_mails(CLARA)
    assert list(mail_traces.files())
    for needle in NEEDLES[:3]:
        assert everywhere(needle), "the search finds what is there"
    before = filtering.engine().decisions

    count = sum(one.erase("CLARA@lesen.example ") for one in slots.reader_data())

    assert count >= 4
    for needle in NEEDLES[:4]:
        assert everywhere(needle) == []
    assert hashing.of_email(CLARA) not in str(everywhere(hashing.of_email(CLARA)[:20]))
    assert filtering.engine().decisions == before - 1
    assert Sender.objects.filter(comment=clara_everywhere).count() == 0


def test_the_thread_keeps_its_place_and_the_pages_go_hard(clara_everywhere, article):
    Purge.objects.all().delete()

    erasure.erase(CLARA)

    clara_everywhere.refresh_from_db()
    assert clara_everywhere.state == State.ERASED
    assert clara_everywhere.is_visible
    assert not clara_everywhere.shows_text
    assert Comment.objects.get(email_of_rosa()).text.startswith("Dem widerspreche")
    assert Debate.objects.get().comments == 1
    hard = Purge.objects.filter(tag=f"debate:{article.pk}", strength="hard")
    assert hard.exists()


def email_of_rosa():
    from django.db.models import Q

    return Q(author_hash=hashing.of_email(ROSA))


def test_erasing_again_changes_nothing(clara_everywhere):
    erasure.erase(CLARA)

    assert erasure.erase(CLARA) == 0


def test_an_erasure_that_broke_off_is_finished_by_the_next(clara_everywhere, monkeypatch):
    calls = []

    def fail_once(comment, **options):
        calls.append(comment)
        if len(calls) == 2:
            raise OSError("the disk is full")
        return real(comment, **options)

    real = erasure.erase_comment
    monkeypatch.setattr(erasure, "erase_comment", fail_once)
    with pytest.raises(OSError, match="full"):
        erasure.erase(CLARA)
    erasure.erase(CLARA)

    for needle in NEEDLES[:4]:
        assert everywhere(needle) == []


def test_others_keep_what_is_theirs(clara_everywhere):
    erasure.erase(ROSA)

    assert Comment.objects.get(pk=clara_everywhere.pk).text == TEXT
    assert Report.objects.get().email == CLARA


def test_open_complaints_and_reports_do_not_wait_for_somebody_who_has_gone(clara_everywhere):
    erasure.erase(CLARA)

    assert set(Complaint.objects.values_list("outcome", flat=True)) <= {"moot"}
    assert Report.objects.get().explanation == ""


def test_a_restored_backup_is_cleaned_again(clara_everywhere, article):
    erasure.erase(CLARA)
    line = list(erasure_journal.lines())[-1]
    assert CLARA not in erasure_journal.path().read_text()
    # The backup brings the comment back as it was.
    write(article, f"{TEXT} Aus der Sicherung.")
    assert in_tables(CLARA)

    engine.after_restore()

    assert line.author == hashing.of_email(CLARA)
    for needle in NEEDLES[:3]:
        assert everywhere(needle) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's vacuum does it")
@pytest.mark.django_db(transaction=True)
def test_sqlites_file_holds_no_trace_either(paper):
    from pathlib import Path

    from tests import world

    comment = write(world.make_article())
    database = Path(connection.settings_dict["NAME"])

    def traces() -> int:
        return sum(
            file.read_bytes().count(needle.encode())
            for file in (database, Path(f"{database}-wal"))
            if file.exists()
            for needle in NEEDLES[:3]
        )

    assert traces()
    erasure.erase(CLARA)

    assert traces() == 0
    assert Comment.objects.get(pk=comment.pk).state == State.ERASED

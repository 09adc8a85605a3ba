"""The yearly report as page, CSV and by the command. 3 s alone."""

import csv
import io

import pytest
from django.db import connection
from django.utils import timezone, translation
from typer.testing import CliRunner
from wagtail.models import Site

from presswerk.cli.app import app
from presswerk.comments.actions import deciding
from presswerk.comments.law import dsa_report
from presswerk.comments.law.actions import complaining, reporting
from presswerk.comments.law.models import CommentSettings, Ground, Report, RetentionRun, Statement
from presswerk.comments.law.retention import engine
from presswerk.comments.models import State
from tests.comments.law.conftest import ROSA, write
from tests.comments.law.test_retention import ago

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def file_of_the_newspaper():
    """Commands look into the database that the settings name, which in tests is the file."""
    if connection.vendor == "postgresql":
        pytest.skip("the tests' settings name no server")


of_the_file = pytest.mark.usefixtures("file_of_the_newspaper")
YEAR = timezone.localdate().year


@pytest.fixture
def a_year_of_moderation(article, anna, ben):
    """One report acted on, one restriction by ourselves, its complaint reversed, one piece of advertising."""
    notice = reporting.Notice(
        Ground.objects.get(code="insult_by_law"), "Das ist eine Beleidigung.", "de", "Rosa", ROSA
    )
    reporting.report(write(article), notice)
    reporting.decide(
        Report.objects.get(), "removed", by=anna, answer="", ground=Ground.objects.get(code="insult_by_law")
    )
    deciding.decide(write(article, "Am Thema vorbei."), State.REJECTED, by=anna, reason="off_topic")
    complaint = complaining.complain(Statement.objects.get(report=None), "Doch zum Thema.")
    complaining.decide(complaint, "reversed", by=ben, answer="Ja.")
    deciding.decide(write(article, "Kauft!", state=State.WAITING), State.SPAM, kind="filter")


def figures() -> dict[str, str]:
    with translation.override("en"):
        rows = list(csv.DictReader(io.StringIO(dsa_report.as_csv(YEAR)), delimiter=";"))
    return {f"{row['article']} {row['name']}": row["value"] for row in rows}


def test_it_counts_what_was_done(a_year_of_moderation):
    found = figures()

    assert found["15(1)(b) Reports received"] == "1"
    assert found["15(1)(b) Acted on by law"] == "1"
    assert found["15(1)(b) Decided by machines alone"] == "0"
    assert found["15(1)(c) Restrictions with a statement of reasons"] == "1"
    assert found["15(1)(c) Advertising not published by the filter"] == "1"
    assert found["15(1)(d) The decision was reversed"] == "1"
    assert "hours" in found["15(1)(b) Median time to the decision"]


@of_the_file
def test_the_command_writes_both_files(a_year_of_moderation, tmp_path):
    ran = CliRunner().invoke(app, ["report", "dsa", str(YEAR), "--to", str(tmp_path), "--language", "en"])

    assert ran.exit_code == 0, ran.output
    assert "Reports received;1" in (tmp_path / f"dsa-{YEAR}.csv").read_text(encoding="utf-8-sig")
    assert "Moderation of comments" in (tmp_path / f"dsa-{YEAR}.html").read_text(encoding="utf-8")


def test_it_is_published_where_the_publisher_wants_it_and_for_past_years_only(reader, paper):
    assert reader.get(f"/comments/reports/{YEAR - 1}/").status_code == 404
    CommentSettings.objects.create(site=Site.objects.get(), reports_yearly=True)

    assert reader.get(f"/comments/reports/{YEAR - 1}/").status_code == 200
    assert reader.get(f"/comments/reports/{YEAR}/").status_code == 404


def test_the_screens_show_it(client, anna, a_year_of_moderation):
    client.force_login(anna)

    page = client.get(f"/admin/law/year/{YEAR}/").content.decode()
    assert f"Moderation der Kommentare im Jahr {YEAR}" in page
    assert "0,0 Stunden" in page
    assert "Meldungen" in client.get(f"/admin/law/year/{YEAR}/csv/").content.decode()


@of_the_file
def test_retention_plan_run_and_prove(article):
    write(article, at=ago(days=8))
    run = CliRunner().invoke
    assert '"network"' in run(app, ["retention", "plan", "--json"]).output
    found = run(app, ["retention", "prove"])
    assert (found.exit_code, "comments_sender" in found.output) == (1, True)
    assert "203.0.113" not in found.output
    assert "network: 1" in run(app, ["retention", "run"]).output
    assert run(app, ["retention", "prove"]).exit_code == 0
    assert RetentionRun.objects.filter(trigger="command").exists()
    assert engine.after_restore() >= 0

"""presswerk spam explain and evaluate."""

import json
from pathlib import Path

from typer.testing import CliRunner

from presswerk.cli.app import app
from presswerk.spam import Engine, Submission

run = CliRunner()


def test_explain_says_what_why_and_which_model() -> None:
    answer = run.invoke(
        app, ["spam", "explain", "Gratis Bonus im C4sino: www.bonus.example", "--language", "de"]
    )
    assert answer.exit_code == 0
    assert "verwerfen" in answer.output
    assert "Ziffern und Zeichen" in answer.output


def test_explain_shows_every_list_of_words() -> None:
    answer = run.invoke(app, ["spam", "explain", "--subjects"])
    assert "loan: " in answer.output
    assert "kredit*" in answer.output


def test_evaluate_counts_what_is_caught_and_lost(tmp_path: Path) -> None:
    rows = [
        {"text": "Casino Bonus: http://win.xyz/bonus jetzt sichern", "label": "spam", "kind": "casino"},
        {
            "text": "Danke für den Bericht über die Schule, so war es wirklich.",
            "label": "ham",
            "kind": "comment",
        },
    ]
    file = tmp_path / "de.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    answer = run.invoke(app, ["spam", "evaluate", str(file), "--learn"])
    assert answer.exit_code == 0
    assert "all: 2 texts" in answer.output
    assert "recall 100.0%" in answer.output
    assert "language de" in answer.output


def test_evaluating_a_site_changes_nothing_of_it(tmp_path: Path) -> None:
    with Engine(tmp_path / "site") as engine:
        engine.learn(Submission("Ein Satz"), True, "anna")
    before = (tmp_path / "site" / "journal").read_bytes()
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps({"text": "Ein Satz", "label": "spam"}), encoding="utf-8")
    answer = run.invoke(app, ["spam", "evaluate", str(file), "--learn", "--site", str(tmp_path / "site")])
    assert answer.exit_code == 0
    assert (tmp_path / "site" / "journal").read_bytes() == before


def test_a_label_that_is_not_known_is_refused(tmp_path: Path) -> None:
    answer = run.invoke(app, ["spam", "explain", "x", "--label", "rude"])
    assert answer.exit_code != 0

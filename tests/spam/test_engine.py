"""What comments and the service rely on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from presswerk.spam import Costs, Engine, Submission
from presswerk.spam.journal.file import ForeignJournal
from presswerk.spam.model import vector
from presswerk.spam.reading import Reading, read

SPAM = Submission(
    "Online Casino mit 200 Freispielen, jetzt Bonus sichern: https://win-slots-77.xyz/bonus",
    id="s1",
    thread="7",
)
HAM = Submission(
    "Der Stadtrat hat das schon im Frühjahr beschlossen, davon steht leider nichts im Artikel.",
    id="h1",
    thread="7",
)
ODD = Submission("Frobnitz quaxel melonenfarbige Zwirbeldackel", id="o1")


def test_it_tells_plain_spam_from_a_plain_comment(engine: Engine) -> None:
    assert engine.check(SPAM).decision == "discard"
    assert engine.check(HAM).decision == "publish"


def test_english_comments_on_a_german_page_are_not_spam_for_their_language(engine: Engine) -> None:
    text = "I grew up in this town and the bridge has been closed for years. Nobody at the council cares."
    assert engine.check(Submission(text, article_language="de")).decision == "publish"


def test_what_two_engines_judge_is_read_once_and_nothing_else_is_taken_for_it(
    engine: Engine, tmp_path: Path, monkeypatch
) -> None:
    texts: list[str] = []

    def noting_read(text: str) -> Reading:
        texts.append(text)
        return read(text)

    monkeypatch.setattr(vector, "read", noting_read)
    other = replace(HAM, seconds_to_fill=0.2, honeypot_filled=True)
    with Engine(tmp_path / "insults", "insult") as insults:
        engine.check(SPAM)
        insults.check(replace(SPAM, thread=None))
        assert texts == [SPAM.text]
        plain = engine.check(HAM)
        hasty = engine.check(other)
    assert texts == [SPAM.text, HAM.text, HAM.text]
    assert "honeypot" not in {reason.code for reason in plain.reasons}
    assert hasty.probability > plain.probability


def test_shares_of_the_reasons_add_up_to_one_and_come_weightiest_first(engine: Engine) -> None:
    shares = [abs(reason.share) for reason in engine.check(SPAM).reasons]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)


def test_a_decision_counts_at_once(engine: Engine) -> None:
    before = engine.check(ODD).probability
    for number in range(5):
        engine.learn(replace(ODD, id=f"o{number}"), True, "anna")
    assert engine.check(ODD).probability > before


def test_saying_the_same_of_the_same_text_again_changes_nothing(engine: Engine) -> None:
    engine.learn(ODD, True, "anna")
    once = engine.check(ODD).probability
    engine.learn(ODD, True, "anna")
    assert engine.check(ODD).probability == once


def test_a_moderator_can_change_their_mind(engine: Engine) -> None:
    engine.learn(ODD, True, "anna")
    wrong = engine.check(ODD).probability
    engine.learn(ODD, False, "anna")
    assert engine.check(ODD).probability < wrong


def test_forgetting_a_text_undoes_what_it_taught(engine: Engine) -> None:
    before = engine.check(ODD).probability
    engine.learn(ODD, True, "anna")
    assert engine.forget("o1") == 1
    assert engine.check(ODD).probability == before
    assert engine.forget("o1") == 0


def test_forgetting_leaves_no_trace_on_the_disk(engine: Engine, folder: Path) -> None:
    engine.learn(ODD, True, "ruth-who-wrote-it")
    engine.snapshot()
    engine.forget("o1")
    files = [path.read_bytes() for path in folder.iterdir()]
    assert engine.decisions == 0
    assert not any(path.suffix == ".snapshot" for path in folder.iterdir())
    assert all(b"ruth-who" not in data for data in files)


def test_forgetting_an_author_takes_all_of_theirs(engine: Engine) -> None:
    for number in range(3):
        engine.learn(replace(HAM, id=f"a{number}", author_email_hash="ab12"), False, "anna")
    engine.learn(SPAM, True, "anna")
    assert engine.forget_author("ab12") == 3
    assert engine.decisions == 1


def test_rolling_back_to_a_day_drops_what_came_after_it(engine: Engine) -> None:
    monday = datetime(2026, 3, 2, 12, tzinfo=UTC)
    engine.learn(HAM, False, "anna", monday)
    good = engine.check(ODD).probability
    for number in range(10):
        engine.learn(replace(ODD, id=f"x{number}"), True, "bert", monday + timedelta(days=2))
    assert engine.rollback(date(2026, 3, 3)) == 10
    assert engine.check(ODD).probability == good
    assert engine.decisions == 1


def test_one_actor_alone_can_be_rolled_back(engine: Engine) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    engine.learn(HAM, False, "anna", now)
    engine.learn(SPAM, True, "bert", now)
    assert engine.rollback(date(2026, 3, 1), actor="bert") == 1
    assert engine.decisions == 1


def test_an_administrator_is_never_spam(engine: Engine) -> None:
    verdict = engine.check(replace(SPAM, user_role="administrator"))
    assert (verdict.decision, verdict.probability) == ("publish", 0.0)
    assert [reason.code for reason in verdict.reasons] == ["administrator"]


def test_a_filled_trap_weighs_and_is_named(engine: Engine) -> None:
    trapped = engine.check(replace(HAM, honeypot_filled=True))
    assert trapped.probability > engine.check(HAM).probability
    assert "honeypot" in [reason.code for reason in trapped.reasons]


def test_what_an_author_did_before_counts(engine: Engine) -> None:
    known = replace(HAM, author_email_hash="cd34")
    for number in range(4):
        engine.learn(replace(known, id=f"k{number}"), False, "anna")
    codes = [reason.code for reason in engine.check(replace(ODD, author_email_hash="cd34")).reasons]
    assert "author_good" in codes


def test_the_same_text_in_other_threads_is_noticed_though_a_word_changed(engine: Engine) -> None:
    text = "Habe lange gesucht und bin sehr zufrieden mit dem Ergebnis, das kann ich allen empfehlen, {}."
    engine.check(Submission(text.format("wirklich"), id="1", thread="a"))
    engine.check(Submission(text.format("ehrlich"), id="2", thread="b"))
    verdict = engine.check(Submission(text.format("bestimmt"), id="3", thread="c"))
    assert any(reason.code == "repeated" and reason.params["threads"] == 2 for reason in verdict.reasons)


def test_asking_twice_about_one_text_is_no_repetition(engine: Engine) -> None:
    first = engine.check(HAM)
    again = engine.check(HAM)
    assert first.probability == again.probability


def test_the_next_start_knows_what_was_learned(folder: Path) -> None:
    with Engine(folder) as engine:
        for number in range(60):
            engine.learn(replace(ODD, id=f"o{number}"), True, "anna")
        learned = engine.check(ODD).probability
    assert list(folder.glob("*.snapshot"))
    with Engine(folder) as engine:
        assert engine.check(ODD).probability == learned


def test_a_damaged_snapshot_costs_nothing_but_a_warning(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Engine(folder) as engine:
        for number in range(60):
            engine.learn(replace(ODD, id=f"o{number}"), True, "anna")
        learned = engine.check(ODD).probability
    (snapshot,) = folder.glob("*.snapshot")
    data = bytearray(snapshot.read_bytes())
    data[len(data) // 2] ^= 0xFF
    snapshot.write_bytes(data)
    with Engine(folder) as engine:
        assert engine.check(ODD).probability == learned
    assert "damaged" in caplog.text


def test_a_damaged_stretch_of_the_journal_is_passed_over_and_named(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Engine(folder) as engine:
        for number in range(9):
            engine.learn(replace(ODD, id=f"o{number}"), True, "anna")
    data = bytearray((folder / "journal").read_bytes())
    data[len(data) // 2] ^= 0xFF
    (folder / "journal").write_bytes(data)
    with Engine(folder) as engine:
        assert engine.decisions == 8
        assert engine.damaged_bytes > 0
        engine.learn(HAM, False, "anna")
    assert "passed over" in caplog.text
    with Engine(folder) as engine:
        assert engine.decisions == 9


def test_a_torn_end_is_cut_by_the_next_that_writes(folder: Path) -> None:
    with Engine(folder) as engine:
        for number in range(3):
            engine.learn(replace(ODD, id=f"o{number}"), True, "anna")
    data = (folder / "journal").read_bytes()
    (folder / "journal").write_bytes(data[:-7])
    with Engine(folder) as engine:
        assert engine.decisions == 2
        engine.learn(HAM, False, "anna")
        assert engine.decisions == 3
        assert engine.damaged_bytes == 0


def test_a_file_that_is_no_journal_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / "journal").write_bytes(b"something else entirely")
    with pytest.raises(ForeignJournal, match="Move it away"):
        Engine(folder)


def test_nodes_that_merge_each_other_end_alike(tmp_path: Path) -> None:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    with Engine(tmp_path / "a") as a, Engine(tmp_path / "b") as b:
        for number in range(5):
            a.learn(replace(SPAM, id=f"a{number}"), True, "anna", start + timedelta(minutes=2 * number))
            b.learn(replace(ODD, id=f"b{number}"), True, "bert", start + timedelta(minutes=2 * number + 1))
        assert a.merge([tmp_path / "b"]) == 5
        assert b.merge([tmp_path / "a"]) == 5
        assert a.merge([tmp_path / "b"]) == 0
        assert a.decisions == b.decisions == 10
        assert a.check(ODD).probability == b.check(ODD).probability


def test_statistics_set_decisions_against_what_it_had_said(engine: Engine) -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    engine.learn(SPAM, True, "anna", monday)
    engine.learn(HAM, False, "anna", monday)
    engine.learn(replace(HAM, id="h2"), True, "anna", monday + timedelta(days=7))
    first, second = engine.statistics()
    assert (first.week, first.label_discarded, first.honest_published) == ("2026-W10", 1, 1)
    assert second.label_published == 1
    assert second.missed == 1.0


def test_one_who_contradicts_everybody_teaches_little(tmp_path: Path) -> None:
    comments = [
        f"Zum Haushalt von {name}: Die Ausgaben für Schulen sind zu niedrig, meint der Kreistag seit {year}."
        for name in ("Ahaus", "Borken", "Coesfeld", "Dorsten", "Emsdetten", "Gronau")
        for year in range(2000, 2010)
    ]
    probabilities = {}
    for attackers in (False, True):
        with Engine(tmp_path / str(attackers)) as engine:
            for number, text in enumerate(comments):
                engine.learn(Submission(text, id=f"c{number}"), False, "anna")
            if attackers:
                for number, text in enumerate(comments):
                    engine.learn(Submission(text + " Ja.", id=f"p{number}"), True, "mallory")
            new = Submission("Zum Haushalt der Gemeinde Velen: Die Ausgaben für Schulen sind zu niedrig.")
            probabilities[attackers] = engine.check(new).probability
    assert probabilities[True] < 0.5


def test_costs_decide_where_to_ask() -> None:
    costs = Costs()
    assert costs.hold_from == pytest.approx(0.0310, abs=1e-3)
    assert costs.discard_from == pytest.approx(0.6235, abs=1e-3)
    assert [costs.decide(p) for p in (0.01, 0.3, 0.9)] == ["publish", "hold", "discard"]


def test_an_insult_is_asked_about_and_never_thrown_away(tmp_path: Path) -> None:
    with Engine(tmp_path / "insult", "insult") as engine:
        assert [engine.costs.decide(p) for p in (0.01, 0.12, 0.2, 0.99)] == [
            "publish",
            "publish",
            "hold",
            "hold",
        ]
        assert (
            engine.check(Submission("Du bist ein widerlicher Idiot und Lügner, halt die Fresse.")).decision
            == "hold"
        )
        assert engine.check(Submission("Der Stadtrat tagt am Montag um acht Uhr.")).decision == "publish"


def test_a_hundred_honest_texts_do_not_make_other_spam_look_honest(engine: Engine) -> None:
    before = engine.check(SPAM).probability
    topics = (
        "Haushalt",
        "Radweg",
        "Schule",
        "Bahnhof",
        "Theater",
        "Freibad",
        "Markt",
        "Wald",
        "Brücke",
        "Hafen",
    )
    openings = (
        "Ich finde, beim Thema",
        "Niemand fragt uns zum",
        "Es geht auch beim Thema",
        "Danke für den Text zum",
    )
    for number, (topic, opening) in enumerate((t, o) for t in topics for o in openings):
        engine.learn(
            Submission(f"{opening} {topic} hätte man früher reden sollen.", id=f"h{number}"), False, "anna"
        )
    after = engine.check(SPAM)
    assert after.decision == "discard"
    assert after.probability > before - 0.1

"""Reasons are told in whole sentences, in German and English."""

import re
from pathlib import Path

import pytest

from presswerk.spam import Engine, Reason, Submission
from presswerk.spam.reading.subjects import lists
from presswerk.spam.words import SENTENCES, SUBJECTS, all_in_words, in_words

FEATURES = Path(__file__).parents[2] / "src" / "presswerk" / "spam" / "features"


def test_every_code_that_a_signal_can_give_has_a_sentence() -> None:
    codes: set[str] = set()
    for path in FEATURES.glob("*.py"):
        for name, code in re.findall(
            r"Evidence\(\s*f?\"([^\"]*)\"[^\"]*,\s*f?\"([^\"]*)\"", path.read_text()
        ):
            assert name
            codes.add(code)
    plain = {code for code in codes if "{" not in code}
    assert len(plain) > 30
    assert plain <= set(SENTENCES)


def test_every_list_of_words_has_a_name() -> None:
    assert set(lists()) == set(SUBJECTS)


def test_reasons_are_told_in_german_and_english() -> None:
    reason = Reason("subject", {"subject": "loan", "words": ["kredit"]}, 0.5)
    assert in_words(reason, "de") == "Er spricht von Krediten: kredit."
    assert in_words(reason, "de-AT") == "Er spricht von Krediten: kredit."
    assert in_words(reason, "en") == in_words(reason, "fr") == "It speaks of loans: kredit."


def test_a_code_that_is_not_known_is_told_as_it_is() -> None:
    assert in_words(Reason("from_the_future", {}, 1.0)) == "from_the_future"


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_an_engine_says_can_be_told_whole(engine: Engine, language: str) -> None:
    text = "Gratis Bonus 500 Euro!! www.slots-24-7.xyz oder Telegram @winner, schreib mir [b]jetzt[/b]"
    verdict = engine.check(
        Submission(text, author_name="Casino Bonus 777", url="http://bit.ly/x", seconds_to_fill=1.0)
    )
    told = all_in_words(verdict.reasons, language)
    assert len(told) == len(verdict.reasons)
    assert all(sentence.endswith("%)") and "{" not in sentence and "…" not in sentence for sentence in told)

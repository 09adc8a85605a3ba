"""How much work a check and a decision are, whatever is sent: as a ratio or in calls, never in seconds."""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presswerk.spam import Engine, Submission
from presswerk.spam.training.corpus import single

HOSTILE = {
    "64 KB of words": "Das ist ein Satz, der gar nicht mehr aufhoeren will. " * 1_250,
    "64 KB without a blank": "a" * 65_536,
    "10,000 links": "https://a1.example/x?y=z " * 10_000,
    "10,000 different links": " ".join(f"https://h{at}.example/{at}" for at in range(10_000)),
    "deep markup": "<div>" * 20_000 + "x" + "</div>" * 20_000,
    "deep BBCode": "[b]" * 20_000 + "x" + "[/b]" * 20_000,
    "markup never closed": "<a href=" * 20_000,
    "brackets": "[" * 30_000 + "](" * 30_000,
    "entities": "&lt;" * 30_000,
    "lone surrogates": "\ud800x\udfff " * 10_000,
    "a million combining marks": "e" + "\u0301" * 1_000_000,
    "marks after each letter": ("a" + "\u0300\u0323" * 20) * 20_000,
    "zero-width characters": "\u200b" * 500_000 + "casino",
    "writing direction": "\u202e\u202d" * 50_000,
    "letters with dots": "c.a.s.i.n.o." * 10_000,
    "digits": "1" * 200_000,
    "at signs": "a@" * 50_000,
    "stars": "*" * 100_000,
    "ligatures that grow": "\ufdfa" * 50_000,
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_judged_and_learned_with_bounded_work(engine: Engine, name: str) -> None:
    text = HOSTILE[name]
    engine.check(Submission("Ein Wort", id="warm", thread="t"))
    ordinary = calls(lambda: work(engine, ordinary_text(), "o"))
    hostile = calls(lambda: work(engine, text, "h"))
    # 4,000 characters are four times this ordinary text; the rest is room for what is noticed.
    assert hostile < 25 * ordinary
    assert engine.decisions == 2


def test_hostile_names_and_addresses_are_judged_and_learned(engine: Engine) -> None:
    for number, text in enumerate(HOSTILE.values()):
        odd = Submission(
            "Ein Satz", id=text, thread=text, author_name=text, url=text, author_email_hash=text,
            address_hash=text, article_terms=(text, text), article_language=text,
            seconds_to_fill=float("nan"),
        )  # fmt: skip
        assert 0 <= engine.check(odd).probability <= 1
        engine.learn(odd, True, text or "anna", trust=float("inf"))
        assert engine.decisions == number + 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=300), st.text(max_size=40), st.booleans(), st.integers(1, 400))
def test_no_text_raises(engine: Engine, text: str, name: str, is_label: bool, times: int) -> None:
    submission = Submission(text * times, author_name=name, url=text, thread=name)
    assert 0 <= engine.check(submission).probability <= 1
    engine.learn(submission, is_label, name)


def test_learning_is_at_most_three_checks_of_work(engine: Engine) -> None:
    engine._journal.sync = lambda: None  # type: ignore[method-assign]  # the disk is not what is measured
    chance = random.Random(3)
    honest = [example.submission.text for example in single() if not example.is_label]
    texts = [" ".join(chance.choices(honest, k=9))[:1000] for _ in range(60)]
    submissions = [Submission(text, id=str(at), thread=str(at)) for at, text in enumerate(texts)]
    for submission in submissions[:20]:
        engine.learn(replace(submission, id=None), True, "anna")
    checks = [span(partial(engine.check, one)) for one in submissions]
    decisions = [span(partial(engine.learn, one, False, "anna")) for one in submissions]
    assert median(decisions) < 3 * median(checks)


def work(engine: Engine, text: str, number: str) -> None:
    submission = Submission(text, id=number, thread=number, author_name="Anna", article_language="de")
    verdict = engine.check(submission)
    assert 0 <= verdict.probability <= 1
    engine.learn(submission, True, "anna")


def ordinary_text() -> str:
    return (
        "Der Stadtrat hat das schon im Sommer beschlossen, aber gebaut wird an der Schule noch immer nicht. "
        * 10
    )


def calls(act: Callable[[], None]) -> int:
    """How many functions are called: the same on every machine."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        if event in {"call", "c_call"}:
            count += 1

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def span(act: Callable[[], object]) -> float:
    began = time.thread_time()
    act()
    return time.thread_time() - began

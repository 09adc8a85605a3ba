"""The base model's file, its training, and how probabilities are measured."""

from importlib import resources
from math import log
from pathlib import Path

import pytest

from presswerk.spam import Submission
from presswerk.spam.evaluation import Judged, Rate, calibration_error, evaluate
from presswerk.spam.model.base import PRIOR, TAUGHT, DamagedModel, parse, save, shipped
from presswerk.spam.training.corpus import Example, single
from presswerk.spam.training.fit import weigh
from presswerk.spam.training.lengthened import lengthened
from presswerk.spam.training.train import fold_of, train_label


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    examples = list(single())[::3]
    for name in ("a", "b"):
        save(train_label("spam", examples).base, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    save(shipped("spam"), tmp_path / "model")
    data = bytearray((tmp_path / "model").read_bytes())
    assert parse(bytes(data)).version == shipped("spam").version
    data[len(data) // 2] ^= 1
    with pytest.raises(DamagedModel, match="Install Presswerk anew"):
        parse(bytes(data))


@pytest.mark.parametrize("label", ["spam", "insult"])
def test_a_base_ships_for_each_label_and_says_what_it_was_trained_from(label: str) -> None:
    assert shipped(label).version.startswith(f"{label}-")
    assert sum(shipped(label).about["texts"].values()) > 1_000


def test_spam_and_honest_texts_of_a_language_weigh_the_same() -> None:
    examples = [
        Example(Submission("x"), is_label, language, "k", "g", "s")
        for language, is_label, count in (
            ("de", False, 90),
            ("de", True, 10),
            ("en", False, 10),
            ("en", True, 90),
        )
        for _ in range(count)
    ]
    weights = weigh(examples)
    for language in ("de", "en"):
        sums = [
            sum(
                w
                for w, e in zip(weights, examples, strict=True)
                if (e.language, e.is_label) == (language, label)
            )
            for label in (True, False)
        ]
        assert sums[0] == pytest.approx(sums[1])


def test_a_group_is_never_split_between_folds() -> None:
    folds: dict[str, set[int]] = {}
    for example in single():
        folds.setdefault(example.group, set()).add(fold_of(example))
    assert all(len(found) == 1 for found in folds.values())


def test_intervals_are_wilsons() -> None:
    low, high = Rate(10, 100).interval  # 0.0552 to 0.1744 in the usual tables
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)
    assert Rate(0, 0).interval == (0.0, 1.0)


def test_figures_are_those_of_the_design() -> None:
    results = [
        Judged(True, 0.9, "discard"),
        Judged(True, 0.2, "hold"),
        Judged(True, 0.01, "publish"),
        Judged(False, 0.01, "publish"),
        Judged(False, 0.55, "hold"),
    ]
    found = evaluate(results)
    assert (found.recall.count, found.lost.count, found.held.count) == (2, 1, 2)
    assert found.precision == Rate(1, 2)


def test_honest_probabilities_have_no_calibration_error() -> None:
    right = [Judged(number < 30, 0.3, "hold") for number in range(100)]
    assert calibration_error(right) == pytest.approx(0)
    assert calibration_error([Judged(False, 0.75, "discard")] * 4) == pytest.approx(0.75)


def test_the_licences_of_what_ships_stand_beside_it() -> None:
    data = resources.files("presswerk.spam.data")
    notice = data.joinpath("NOTICE.txt").read_text(encoding="utf-8")
    assert "NOTICE.txt" in data.joinpath("shorteners.txt").read_text(encoding="ascii")
    for asked in (
        "Copyright © 2011–2025 Grant Hutchinson",
        "shall be\nincluded in all copies or substantial portions",
        "GermEval 2018",
        "YouTube Spam Collection",
        "CC BY 4.0",
    ):
        assert asked in notice


def test_long_texts_are_put_together_from_one_side_of_a_split_alone() -> None:
    short = list(single())
    found = lengthened(short, fold_of)
    assert found == lengthened(short, fold_of)
    assert {one.is_label for one in found} == {True, False}
    owners = {one.submission.text: one for one in short}
    for one in found:
        for text, owner in owners.items():
            if text in one.submission.text:
                assert fold_of(owner) == fold_of(one)


def test_a_site_is_taught_with_less_doubt_for_the_writer_than_it_judges_with() -> None:
    base = shipped("spam")
    moved = log(TAUGHT / (1 - TAUGHT)) - log(PRIOR / (1 - PRIOR))
    assert moved > 0
    assert base.when_taught(2.0) - base.calibrate(2.0) == pytest.approx(moved)

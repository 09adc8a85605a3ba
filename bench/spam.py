"""How well the spam filter judges, against a rule filter and scikit-learn on the same texts in the same run.

    .venv/bin/pip install -r requirements/bench.txt
    .venv/bin/python bench/spam.py --data ../shared/data            # all of it, a few minutes
    .venv/bin/python bench/spam.py --data ../shared/data --write docs/benchmarks/spam.md

What is measured on never stood in what was learned: the video comments are judged by a base trained without
their video, GermEval's posts by one trained without their fifth, and the texts written for measuring are
apart
from the training's by origin. What a site's decisions change is measured twice: as one running stream, where
each text
is judged before it is taught; and by halves of the groups (templates, posts), one taught and the other
judged.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

sys.path.insert(0, str(Path(__file__).resolve().parent))
from spam_baselines import Scores, logistic_regression, naive_bayes, rule_filter, shown
from spam_obfuscation import CHANGES, obfuscate, pad

from presswerk.spam import Engine, Submission
from presswerk.spam.evaluation import Evaluation, Judged, Rate, calibration_error, evaluate, judged
from presswerk.spam.model.base import Base, shipped
from presswerk.spam.training.corpus import (
    Example,
    from_row,
    honest_german,
    insult_examples,
    spam_examples,
    video_comments,
)
from presswerk.spam.training.train import train_label

HERE = Path(__file__).resolve().parent
SEED = 8
PASTS = (0, 100, 1000)
WINDOWS = ((0, 100), (100, 250), (250, 1000), (1000, 10_000))
"""Decisions that the site has learned from when a text of the stream is judged."""
SHUFFLES = 5
FIFTHS = 5


@dataclass(frozen=True)
class Case:
    """Texts to be judged together, and the base that has not seen them."""

    name: str
    examples: list[Example]
    base: Base
    trained_on: list[Example]


def main() -> None:
    """Measure and print; with --write, into a page of the docs too."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    arguments.add_argument("--write", type=Path, help="a Markdown page to write the tables to")
    arguments.add_argument("--quick", action="store_true", help="without baselines and disguises")
    chosen = arguments.parse_args()
    began = time.monotonic()
    report = Report()
    cases = make_cases(chosen.data)
    as_shipped(cases, report)
    running_streams(cases, report)
    after_decisions(cases, report)
    insults(chosen.data, report)
    if not chosen.quick:
        against_baselines(cases, chosen.data, report)
        robustness(cases, report)
    speed(report)
    report.line(f"\nBase {shipped('spam').version}; seed {SEED}; {time.monotonic() - began:.0f} s.")
    if chosen.write:
        chosen.write.write_text(page(report), encoding="utf-8")


class Report:
    """Lines, printed as they come."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, text: str = "") -> None:
        print(text, flush=True)
        self.lines.append(text)

    def table(self, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        self.line(f"\n## {title}\n")
        self.line("| " + " | ".join(heads) + " |")
        self.line("|" + "---|" * len(heads))
        for row in rows:
            self.line("| " + " | ".join(row) + " |")


def make_cases(data: Path) -> list[Case]:
    """Every set with a base that was trained without it."""
    everything = spam_examples(data)
    cases = [Case("written for measuring", written_for_measuring(), shipped("spam"), everything)]
    videos = list(video_comments(data))
    for thread in sorted({example.group for example in videos}):
        rest = [example for example in everything if example.group != thread]
        part = [example for example in videos if example.group == thread]
        cases.append(Case("video comments", part, train_label("spam", rest).base, rest))
    posts = [example for example in honest_german(data) if crc32(example.group.encode()) % FIFTHS == 0]
    kept_back = {example.group for example in posts}
    rest = [example for example in everything if example.group not in kept_back]
    cases.append(Case("German posts", posts, train_label("spam", rest).base, rest))
    return cases


def written_for_measuring() -> list[Example]:
    """The texts of bench/spam_texts, which nobody who trains has seen."""
    import json

    found = []
    for path in sorted((HERE / "spam_texts").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found.append(from_row(json.loads(line), path.stem))
    return found


def judge(base: Base, examples: Sequence[Example], taught: Sequence[Example] = ()) -> list[Judged]:
    """What an engine says that has learned from `taught`."""
    with tempfile.TemporaryDirectory() as folder, Engine(folder, base=base) as engine:
        engine._journal.sync = lambda: None  # type: ignore[method-assign]  # a thousand syncs measure the disk
        for example in taught:
            engine.learn(example.submission, example.is_label, "moderator")
        return [judged(example.is_label, engine.check(example.submission)) for example in examples]


def row(name: str, results: Sequence[Judged]) -> list[str]:
    found: Evaluation = evaluate(results)
    return [
        name, str(sum(one.is_label for one in results)), str(sum(not one.is_label for one in results)),
        str(found.recall), str(found.lost), str(found.precision), f"{found.held.share:.1%}",
        f"{found.calibration_error:.3f}",
    ]  # fmt: skip


HEADS = ("texts", "spam", "honest", "recall", "ham lost", "precision", "held", "ECE")


def as_shipped(cases: list[Case], report: Report) -> None:
    """By set, language and kind."""
    sets: dict[str, list[Judged]] = defaultdict(list)
    languages: dict[str, list[Judged]] = defaultdict(list)
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for case in cases:
        for example, result in zip(case.examples, judge(case.base, case.examples), strict=True):
            sets[case.name].append(result)
            languages[example.language].append(result)
            sets["all"].append(result)
            if case.name == "written for measuring":
                languages[f"{example.language}, written"].append(result)
                kinds[f"{'spam' if example.is_label else 'honest'}: {example.kind}"].append(result)
    report.table("As shipped, by set", HEADS, [row(name, found) for name, found in sets.items()])
    report.table("As shipped, by language", HEADS, [row(name, languages[name]) for name in sorted(languages)])
    shares = [
        [name, str(len(found)), *(str(rate) for rate in kind_rates(found))]
        for name, found in sorted(kinds.items())
    ]
    report.table(
        "As shipped, by kind (written for measuring)", ("kind", "texts", "published", "held", "lost"), shares
    )


def kind_rates(found: list[Judged]) -> tuple[Rate, Rate, Rate]:
    total = len(found)
    lost = sum(
        one.decision != "hold" and (one.decision == "discard" or one.probability >= 0.5) for one in found
    )
    held = sum(one.decision == "hold" for one in found)
    return Rate(total - lost - held, total), Rate(held, total), Rate(lost, total)


def running_streams(cases: list[Case], report: Report) -> None:
    """As a site lives: each text is judged and then decided upon. In several orders, for the first hundred
    are few. Beside it, the same texts judged by a site that learns nothing."""
    rows = []
    for name, examples, base in streams(cases):
        learning: dict[tuple[int, int], list[Judged]] = defaultdict(list)
        shipped_only: dict[tuple[int, int], list[Judged]] = defaultdict(list)
        plain = judge(base, examples)
        for shuffle in range(SHUFFLES):
            order = list(range(len(examples)))
            random.Random(f"{SEED} {shuffle}").shuffle(order)
            for past, (at, result) in enumerate(zip(order, prequential(base, examples, order), strict=True)):
                window = next(window for window in WINDOWS if window[0] <= past < window[1])
                learning[window].append(result)
                shipped_only[window].append(plain[at])
        for window, found in learning.items():
            last = min(window[1], len(examples))
            before = evaluate(shipped_only[window])
            figures = row(f"{name}, after {window[0]} to {last - 1}", found)
            rows.append(
                [*figures, f"{before.recall.share:.1%} / {before.lost.share:.1%} / {before.held.share:.1%}"]
            )
    heads = (*HEADS, "without learning: recall / lost / held")
    report.table("A running stream: each text judged, then decided upon", heads, rows)
    report.line(
        f"\n{SHUFFLES} orders of the same texts, so the intervals are narrower than they ought to be."
    )


def prequential(base: Base, examples: Sequence[Example], order: Sequence[int]) -> list[Judged]:
    """Each text's result, before it is taught."""
    found = []
    with tempfile.TemporaryDirectory() as folder, Engine(folder, base=base) as engine:
        engine._journal.sync = lambda: None  # type: ignore[method-assign]
        for at in order:
            example = examples[at]
            found.append(judged(example.is_label, engine.check(example.submission)))
            engine.learn(example.submission, example.is_label, "moderator")
    return found


def insults(data: Path, report: Report) -> None:
    """The insult label on a fifth of GermEval's posts, by a base trained on the others."""
    everything = insult_examples(data)
    tested = [one for one in everything if crc32(one.submission.text.encode()) % FIFTHS == 0]
    kept_back = {id(one) for one in tested}
    base = train_label("insult", [one for one in everything if id(one) not in kept_back]).base
    with tempfile.TemporaryDirectory() as folder, Engine(folder, "insult", base=base) as engine:
        verdicts = [engine.check(one.submission) for one in tested]
    results = list(zip(tested, verdicts, strict=True))
    rows = []
    for name, least in (
        ("as it ships: held", engine.costs.hold_from),
        ("from 0.5", 0.5),
        ("from 0.05", 0.05),
    ):
        named = [one for one, verdict in results if verdict.probability >= least]
        right = sum(one.is_label for one in named)
        offensive, honest = sum(one.is_label for one in tested), sum(not one.is_label for one in tested)
        rows.append([
            name, str(Rate(right, len(named))), str(Rate(right, offensive)),
            str(Rate(len(named) - right, honest)), str(Rate(len(named), len(tested))),
        ])  # fmt: skip
    heads = ("threshold", "precision", "recall", "of the honest", "of all")
    report.table(f"Insults (GermEval, {len(tested)} posts held out)", heads, rows)
    kinds = [
        [kind, str(Rate(sum(verdict.decision == "hold" for _, verdict in found), len(found)))]
        for kind in ("abuse", "insult", "profanity", "other")
        for found in [[(one, verdict) for one, verdict in results if one.kind == kind]]
    ]
    report.table("Insults, held by kind", ("kind", "held"), kinds)
    thrown = sum(verdict.decision == "discard" for verdict in verdicts)
    report.line(
        f"\nDiscarded: {thrown}. The calibration error is "
        f"{calibration_error(judged(one.is_label, verdict) for one, verdict in results):.3f}."
    )


def after_decisions(cases: list[Case], report: Report) -> None:
    """The site's own decisions: learned from one half of the groups, judged on the other, and vice versa."""
    rows = []
    for name, examples, base in streams(cases):
        for past in PASTS:
            found: list[Judged] = []
            taught_at_most = 0
            for taught, tested in halves(examples):
                taught_at_most = max(taught_at_most, min(past, len(taught)))
                found += judge(base, tested, taught[:past])
            rows.append([f"{name}, after {taught_at_most}", *row("", found)[1:]])
    report.table("After decisions of the site: half of the groups taught, the other half judged", HEADS, rows)


def streams(cases: list[Case]) -> Iterable[tuple[str, list[Example], Base]]:
    """Sites: a German paper, an international one, and each video."""
    by_name = {case.name: case for case in cases}
    written, posts = by_name["written for measuring"], by_name["German posts"]
    german = [example for example in written.examples if example.language in {"de", "en"}]
    yield "German paper (written de, en, and posts)", [*german, *posts.examples], posts.base
    yield "all that was written, and posts", [*written.examples, *posts.examples], posts.base
    for case in cases:
        if case.name == "video comments":
            yield f"video {case.examples[0].group}", case.examples, case.base


def halves(examples: Sequence[Example]) -> Iterable[tuple[list[Example], list[Example]]]:
    """What is taught, shuffled, and what is tested; no group stands in both."""
    chance = random.Random(SEED)
    shuffled = list(examples)
    chance.shuffle(shuffled)
    one_thread = len({example.group for example in examples}) == 1
    sides: tuple[list[Example], list[Example]] = ([], [])
    for at, example in enumerate(shuffled):
        # Within one thread, near-duplicates go by their first words.
        group = " ".join(example.submission.text.lower().split()[:3]) if one_thread else example.group
        sides[crc32(f"{SEED}{group}".encode()) % 2].append(shuffled[at])
    yield sides[0], sides[1]
    yield sides[1], sides[0]


def against_baselines(cases: list[Case], data: Path, report: Report) -> None:
    """Recall of each at the ham loss that ours has; the baselines' thresholds are chosen on the test part."""
    makers: dict[str, Callable[[Case], Scores]] = {
        "rule filter": lambda case: rule_filter(data / "blocklist" / "blacklist.txt"),
        "TF-IDF, logistic regression": lambda case: logistic_regression(*texts_of(case.trained_on)),
        "TF-IDF, naive Bayes": lambda case: naive_bayes(*texts_of(case.trained_on)),
    }
    rows = []
    for name in ("written for measuring", "video comments"):
        ours, scores = [], defaultdict(list)
        for case in (case for case in cases if case.name == name):
            ours += judge(case.base, case.examples)
            for baseline, make in makers.items():
                found = make(case)([example.submission for example in case.examples])
                scores[baseline] += list(zip(found, (e.is_label for e in case.examples), strict=True))
        figures = evaluate(ours)
        rows.append([name, "Presswerk: not published", str(figures.recall), str(figures.lost)])
        by_probability = [(one.probability, one.is_label) for one in ours]
        for share in (0.01, max(0.002, figures.lost.share)):
            rows.append([name, "Presswerk: probability alone", *at_loss(by_probability, share)])
            rows += [[name, baseline, *at_loss(found, share)] for baseline, found in scores.items()]
    report.table("Against others trained on the same texts", ("set", "filter", "recall", "ham lost"), rows)


def texts_of(examples: Sequence[Example]) -> tuple[list[str], list[bool]]:
    return [shown(example.submission) for example in examples], [example.is_label for example in examples]


def at_loss(found: Sequence[tuple[float, bool]], share: float) -> tuple[str, str]:
    """Recall with the lowest threshold that loses at most this share of honest texts."""
    honest = sorted((score for score, is_label in found if not is_label), reverse=True)
    spam = [score for score, is_label in found if is_label]
    threshold = honest[int(len(honest) * share)]
    lost = sum(score > threshold for score in honest)
    return str(Rate(sum(score > threshold for score in spam), len(spam))), str(Rate(lost, len(honest)))


def robustness(cases: list[Case], report: Report) -> None:
    """Recall on the same spam in each disguise, and with honest words around it."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for case in cases:
        if case.name != "written for measuring":
            continue
        spam = [example for example in case.examples if example.is_label]
        found["as it is"] += judge(case.base, spam)
        for kind in CHANGES:
            found[kind] += judge(case.base, [disguised(example, kind, at) for at, example in enumerate(spam)])
        for times in (1, 3):
            found[f"{times * 2} × 200 honest characters around it"] += judge(
                case.base, [changed(one, pad(one.submission.text, one.language, times)) for one in spam]
            )
    plain = evaluate(found["as it is"]).recall
    rows = []
    for kind, results in found.items():
        recall = evaluate(results).recall
        rows.append([kind, str(recall), f"{(recall.share - plain.share) * 100:+.1f} points"])
    report.table("Disguises (spam written for measuring, as shipped)", ("disguise", "recall", "change"), rows)


def disguised(example: Example, kind: str, seed: int) -> Example:
    return changed(example, obfuscate(example.submission.text, kind, seed))


def changed(example: Example, text: str) -> Example:
    return replace(example, submission=replace(example.submission, text=text))


def speed(report: Report) -> None:
    """Processor time of one check of 1,000 characters, and what hashing its character 3- to 5-grams takes."""
    honest = [example.submission.text for example in written_for_measuring() if not example.is_label]
    chance = random.Random(SEED)
    submissions = []
    for at in range(1200):
        text = ""
        while len(text) < 1000:
            text += chance.choice(honest) + " "
        submissions.append(
            Submission(text[:1000], id=str(at), thread=str(at), author_name="Anna Berg", seconds_to_fill=60.0)
        )
    with tempfile.TemporaryDirectory() as folder, Engine(folder) as engine:
        engine._journal.sync = lambda: None  # type: ignore[method-assign]
        decide: Callable[[Submission], None] = lambda one: engine.learn(one, len(one.text) % 2 == 0, "anna")  # noqa: E731
        first = timed(decide, submissions[:100])
        learn = timed(decide, submissions[100:600])
        check = timed(engine.check, submissions[200:])
    reference = timed(lambda one: hash_grams(one.text), submissions)
    rows = [
        [name, f"{p50:.2f} ms", f"{p99:.2f} ms", f"{p50 / reference[0]:.1f}"]
        for name, (p50, p99) in (
            ("check", check),
            ("learn, without the sync", learn),
            ("learn, the first hundred of a process", first),
            ("reference", reference),
        )
    ]
    report.table("Processor time for 1,000 characters", ("what", "p50", "p99", "p50 to the reference"), rows)
    report.line("\nThe reference hashes the text's character 3- to 5-grams with CRC-32 in plain Python.")


def timed(act: Callable[[Submission], object], submissions: Sequence[Submission]) -> tuple[float, float]:
    spans = []
    for submission in submissions:
        began = time.thread_time()
        act(submission)
        spans.append((time.thread_time() - began) * 1e3)
    spans.sort()
    return spans[len(spans) // 2], spans[int(len(spans) * 0.99)]


def hash_grams(text: str) -> set[int]:
    raw = text.encode()
    return {crc32(raw[at : at + size]) for size in (3, 4, 5) for at in range(len(raw) - size + 1)}


PAGE = """# Spam filter

Made by `bench/spam.py --write docs/benchmarks/spam.md`; change nothing here by hand.

*Recall*: spam that was not published (held or discarded). *Ham lost*: honest texts that were discarded or
have a
probability of at least 0.5 (what an Akismet client is answered `true`). *Precision*: of the latter, the
share that
was spam. *Held*: of all texts. *ECE*: expected calibration error. Intervals are Wilson's, 95 %.

Nothing that is judged here stood in what judged it had learned. The texts written for measuring are by
another
hand than those for training, and neither hand saw the other's; how they were made is in
`bench/spam_texts/README.md`.
There is no public collection of German comment spam: all German spam here was written for the project.
"""


def page(report: Report) -> str:
    return PAGE + "\n".join(report.lines) + "\n"


if __name__ == "__main__":
    main()

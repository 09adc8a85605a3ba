"""What the spam filter is measured against: a rule filter of the classic kind, and two of scikit-learn's
models."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline, make_union

from presswerk.spam import Submission

Scores = Callable[[Sequence[Submission]], list[float]]
SEED = 1


def rule_filter(blocklist: Path) -> Scores:
    """Links counted, words looked up in a public block list, a filled trap: as plugins did it, and
    WordPress does."""
    phrases = {line.strip().lower() for line in blocklist.read_text(encoding="utf-8").splitlines()}
    words = {phrase for phrase in phrases if re.fullmatch(r"[^\W_]{4,}", phrase)}

    def scores(submissions: Sequence[Submission]) -> list[float]:
        found = []
        for submission in submissions:
            text = f"{submission.text} {submission.url or ''} {submission.author_name or ''}".lower()
            links = len(re.findall(r"https?://|www\.", text))
            listed = len(set(re.findall(r"[^\W_]+", text)) & words)
            found.append(2.0 * links + listed + (10.0 if submission.honeypot_filled else 0.0))
        return found

    return scores


def logistic_regression(texts: Sequence[str], labels: Sequence[bool]) -> Scores:
    """TF-IDF of words and characters, and logistic regression."""
    return _model(LogisticRegression(C=10, max_iter=3000, random_state=SEED), texts, labels)


def naive_bayes(texts: Sequence[str], labels: Sequence[bool]) -> Scores:
    """The same features, multinomial naive Bayes."""
    return _model(MultinomialNB(alpha=0.1), texts, labels)


def _model(model: object, texts: Sequence[str], labels: Sequence[bool]) -> Scores:
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
    )
    fitted = make_pipeline(features, model).fit(list(texts), list(labels))

    def scores(submissions: Sequence[Submission]) -> list[float]:
        return [float(row[1]) for row in fitted.predict_proba([shown(one) for one in submissions])]

    return scores


def shown(submission: Submission) -> str:
    """All that the engine sees of a submission's words, so that the baselines see no less."""
    return " ".join(part for part in (submission.text, submission.author_name, submission.url) if part)

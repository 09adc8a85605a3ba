"""What would happen to a text? Asks all that decides on a real one, and stores nothing."""

from dataclasses import dataclass, replace

from django.utils import timezone

from presswerk.comments import filtering, rules, seams, wording

# The very functions that decide on what is sent, so that this field cannot say otherwise.
from presswerk.comments.actions.judging import decision_of, held_by_mode
from presswerk.comments.draft import Draft
from presswerk.comments.moderation.checks import insults
from presswerk.newsroom.models import ArticlePage


@dataclass(frozen=True)
class Tried:
    """The answer: refuse, discard, hold or publish, and the reasons in words."""

    decision: str
    reasons: list[str]
    spam_percent: int
    insult_percent: int


def try_text(
    article: ArticlePage, name: str, email: str, text: str, url: str = "", address: str = ""
) -> Tried:
    """What would happen to it below this article now. Rates and repeats are left aside."""
    draft = Draft(
        article=article, parent=None, name=name, email=email, text=text, url=url, address=address,
        language=article.language, at=timezone.now(),
    )  # fmt: skip
    in_force = rules.in_force(article)
    found = seams.findings(draft)
    # Without a thread the engine does not remember the text as one that was sent.
    verdict = filtering.engine().check(replace(filtering.submission_of(draft), thread=None))
    by_mode = held_by_mode(draft, in_force)
    verdicts = {finding.verdict for finding in found} | {decision_of(verdict, in_force)}
    if by_mode:
        verdicts.add("hold")
    strictest = next((each for each in ("refuse", "discard", "hold") if each in verdicts), "publish")
    entries = [{"code": finding.code, "params": finding.params} for finding in found]
    entries += by_mode
    entries += [
        {"code": reason.code, "params": reason.params} for reason in verdict.reasons if reason.share > 0
    ]
    return Tried(
        strictest,
        [wording.reason(entry) for entry in entries],
        round(100 * verdict.probability),
        round(100 * (insults.probability(draft) or 0.0)),
    )

"""Attack mode: a proof of work by hand or by rate, and nobody locked out."""

import base64
import json
from datetime import timedelta

import pytest
from altcha.v1 import solve_challenge
from django.utils import timezone

from presswerk import conf
from presswerk.comments import proof
from presswerk.comments.models import Comment, Debate, State
from tests.comments import letters

pytestmark = pytest.mark.both_databases


@pytest.fixture
def attacked(article):
    """A debate for which a moderator has asked for the proof."""
    Debate.objects.create(article=article, attack_until=timezone.now() + timedelta(hours=1))


def solved(work: dict) -> str:
    found = solve_challenge(work["challenge"], work["salt"], work["algorithm"], work["maxNumber"])
    solution = {name: work[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**solution, "number": found.number}).encode()).decode()


def challenge(reader, article) -> dict:
    answer = reader.get(f"/comment/challenge?article={article.number}")
    assert answer["Cache-Control"] == "private, no-store"
    return answer.json()


def test_in_peace_no_work_is_asked_for(reader, article):
    asked = challenge(reader, article)
    assert asked["work"] is None
    assert asked["started"]


def test_who_does_the_work_is_published(reader, article, attacked, post):
    solution = solved(challenge(reader, article)["work"])
    assert post(solution=solution).status_code == 303
    comment = Comment.objects.get()
    assert comment.state == State.PUBLISHED
    assert comment.sender.signed_proof is True


def test_who_cannot_waits_for_a_moderator(attacked, post):
    assert post().status_code == 303
    comment = Comment.objects.get()
    assert comment.state in (State.WAITING, State.SPAM)
    assert comment.sender.signed_proof is False
    assert "no_proof" in [reason["code"] for reason in comment.held_for] or comment.state == State.SPAM


def test_one_solution_is_good_for_one_comment(reader, article, attacked, post):
    solution = solved(challenge(reader, article)["work"])
    post(solution=solution)
    answer = post(solution=solution)
    assert answer.status_code == 422
    assert "schon benutzt" in answer.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("solution", ["x", "e30=", base64.b64encode(b"[1]").decode(), "A" * 3000, "ü"])
def test_made_up_solutions_are_none(solution):
    assert not proof.is_solved(solution)


def test_a_challenge_expires():
    past = proof.challenge(timezone.now() - timedelta(hours=1))
    assert not proof.is_solved(solved(past))


def test_a_flood_turns_it_on_by_itself(article, monkeypatch):
    most = conf.current().comments_per_article // 4
    from presswerk.comments.actions.submitting import submit

    for _number in range(most):
        assert not proof.is_asked(article.pk, timezone.now())
        submit(letters.draft(article))
    assert proof.is_asked(article.pk, timezone.now())
    until = Debate.objects.get(article=article).attack_until
    assert until is not None
    assert until > timezone.now() + timedelta(minutes=20)

"""Where one comment comes after the other, pages are renewed softly, not at every comment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from presswerk.bake.models import Purge
from presswerk.comments.actions import deciding, submitting
from presswerk.comments.models import Debate, State

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def crowd(article, write, monkeypatch):
    """A debate that has just got many comments; the last of them."""
    monkeypatch.setattr(submitting, "CROWD_A_MINUTE", 3)
    return [write() for _number in range(4)][-1]


def strengths_of(article) -> list[str]:
    """Of all purges of the debate so far, in order."""
    found = Purge.objects.filter(tag=f"debate:{article.pk}").order_by("pk")
    return list(found.values_list("strength", flat=True))


def test_the_first_comments_are_waited_for_and_those_of_a_crowd_are_not(article, crowd, write):
    write()
    assert strengths_of(article) == ["wait", "wait", "wait", "wait", "soft"]


def test_what_is_taken_away_goes_at_once_in_a_crowd_too(article, crowd, write):
    last = write()
    deciding.decide(last, State.REJECTED)
    assert strengths_of(article)[-1] == "hard"


def test_when_the_crowd_has_gone_a_comment_is_waited_for_again(article, crowd, write, monkeypatch):
    monkeypatch.setattr(submitting, "CROWD_A_MINUTE", 1000)
    Debate.objects.update(crowded_until=timezone.now() - timedelta(seconds=1))
    write()
    assert strengths_of(article)[-1] == "wait"


def test_comments_are_counted_once_each(article, crowd):
    assert Debate.objects.get(pk=article.pk).comments == 4

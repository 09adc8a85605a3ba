"""Two moderators never get the same comment at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from presswerk.comments.moderation.actions import claiming
from presswerk.comments.moderation.actions.judging import judge
from presswerk.comments.moderation.models import Claim
from presswerk.comments.moderation.queue import Narrowing, queue
from tests.comments.moderation.conftest import write

WAITING = Narrowing()


@pytest.mark.django_db
@pytest.mark.both_databases
def test_what_one_has_before_them_the_other_does_not_get(article, mara, milo):
    first, second = write(article), write(article)
    assert claiming.claim_next(mara, queue(WAITING)) == first.pk
    assert claiming.claim_next(milo, queue(WAITING)) == second.pk
    assert claiming.claim_next(mara, queue(WAITING)) == first.pk
    assert not claiming.take(milo, first.pk)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_claim_that_is_over_is_anybodys(article, mara, milo):
    comment = write(article)
    claiming.claim_next(mara, queue(WAITING))
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert claiming.claim_next(milo, queue(WAITING)) == comment.pk
    assert not claiming.take(mara, comment.pk)


@pytest.mark.django_db
def test_what_was_given_back_is_anybodys(article, mara, milo):
    comment = write(article)
    claiming.claim_next(mara, queue(WAITING))
    claiming.release(milo, comment.pk)
    assert claiming.claim_next(milo, queue(WAITING)) is None
    claiming.release(mara, comment.pk)
    assert claiming.claim_next(milo, queue(WAITING)) == comment.pk


@pytest.mark.django_db
def test_a_decision_ends_the_claim(article, mara):
    comment = write(article)
    claiming.claim_next(mara, queue(WAITING))
    judge(comment, "approve", mara)
    assert not Claim.objects.exists()


@pytest.mark.django_db
def test_claims_that_are_over_are_deleted(article, mara):
    write(article)
    claiming.claim_next(mara, queue(WAITING))
    assert claiming.delete_over() == 0
    Claim.objects.update(until=timezone.now() - timedelta(hours=1))
    assert claiming.delete_over() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_of_several_connections_no_two_get_the_same(article, mara, milo):
    """Each takes and decides until nothing is left; every comment is decided by one of them, once."""
    expected = {write(article).pk for _number in range(24)}
    taken: dict[str, list[int]] = {"mara": [], "milo": []}
    begin = threading.Barrier(2)

    def moderate(name, user):
        try:
            begin.wait()
            while (pk := claiming.claim_next(user, queue(WAITING))) is not None:
                assert Claim.objects.get(pk=pk).user_id == user.pk
                taken[name].append(pk)
                from presswerk.comments.models import Comment

                judge(Comment.objects.get(pk=pk), "approve", user)
        finally:
            connection.close()

    workers = [threading.Thread(target=moderate, args=each) for each in (("mara", mara), ("milo", milo))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    both = taken["mara"] + taken["milo"]
    assert len(both) == len(set(both)) == len(expected)
    assert set(both) == expected

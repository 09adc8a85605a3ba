"""Comments that come at the same moment: one transaction, an answer for each."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from presswerk import conf
from presswerk.accounts.limits import RateLimit
from presswerk.bake.models import Purge
from presswerk.comments import seams
from presswerk.comments.actions import storing, submitting
from presswerk.comments.models import AuditEntry, Comment, Debate, DebateRules, Sender
from presswerk.comments.queries import kept_articles
from presswerk.comments.queries.articles import public_article
from presswerk.comments.refused import Refused, Stale
from presswerk.comments.seams import Finding
from presswerk.comments.together import Together
from tests import world
from tests.comments import letters

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def take(*drafts) -> list:
    """What each is answered when all come at the same moment."""
    return submitting._take([asked(draft) for draft in drafts])


def asked(draft, fingerprint: str = ""):
    return submitting._Asked(submitting._tamed(draft), fingerprint or f"of {id(draft)}", "")


def company(article, count: int = 4) -> list:
    return [letters.draft(article) for _number in range(count)]


def test_all_of_a_company_are_stored_each_with_what_belongs_to_it(article, politik):
    other = world.make_article(politik, "Die Fähre fährt nicht mehr")
    drafts = [*company(article, 3), *company(other, 2)]
    answers = take(*drafts)
    assert [answer.is_new for answer in answers] == [True] * 5
    for draft, answer in zip(drafts, answers, strict=True):
        stored = Comment.objects.get(pk=answer.comment.pk)
        assert (stored.text, stored.article_id) == (draft.text, draft.article.pk)
        assert Sender.objects.get(pk=stored.pk).network == draft.address.removesuffix("7") + "0"
        assert AuditEntry.objects.get(comment_id=stored.pk).subject_id == stored.pk
    assert dict(Debate.objects.values_list("article_id", "comments")) == {article.pk: 3, other.pk: 2}
    assert Purge.objects.filter(tag=f"debate:{article.pk}").count() == 3


def test_a_company_costs_hardly_more_queries_than_one(article, django_assert_max_num_queries):
    alone, many = company(article, 1), company(article, 8)
    take(*alone)
    with django_assert_max_num_queries(12):
        assert all(answer.is_new for answer in take(*many))


def test_the_same_text_twice_in_one_company_is_one_comment(article):
    draft = letters.draft(article)
    first, second = submitting._take([asked(draft, "the same") for _twice in range(2)])
    assert (first.is_new, second.is_new) == (True, False)
    assert first.comment.pk == second.comment.pk
    assert Comment.objects.count() == 1


def test_a_limit_is_exact_when_it_is_reached_within_a_company(article):
    most = conf.current().comments_per_network
    answers = take(*(letters.draft(article, address="198.51.100.9") for _number in range(most + 2)))
    kinds = Counter(type(answer) for answer in answers)
    assert kinds == {submitting.Submitted: most, Refused: 2}
    assert {answer.code for answer in answers if isinstance(answer, Refused)} == {"too_fast"}
    assert Comment.objects.count() == most
    assert Debate.objects.get(pk=article.pk).comments == most
    assert sorted(RateLimit.objects.values_list("attempts", flat=True)) == [most, most]


def test_who_is_refused_holds_up_nobody_else(article, monkeypatch):
    monkeypatch.setitem(
        seams._checks, "test", lambda draft: Finding("refuse", "because") if draft.name == "Otto" else None
    )
    refused, stored = take(letters.draft(article, name="Otto"), letters.draft(article))
    assert (refused.code, stored.is_new) == ("because", True)


def test_what_fails_for_one_is_stored_for_the_others(article, monkeypatch):
    def fail(comment, entry):
        if comment.author_name == "Otto":
            raise RuntimeError("no")

    monkeypatch.setitem(seams._decided, "test", fail)
    first, failed, third = take(
        letters.draft(article), letters.draft(article, name="Otto"), letters.draft(article)
    )
    assert (first.is_new, third.is_new) == (True, True)
    assert isinstance(failed, RuntimeError)
    assert set(Comment.objects.values_list("pk", flat=True)) == {first.comment.pk, third.comment.pk}
    assert Debate.objects.get(pk=article.pk).comments == 2


def test_a_database_that_is_away_is_not_asked_again_for_each(article, monkeypatch):
    tries: list[int] = []

    def away(many):
        tries.append(len(many))
        raise OperationalError("away")

    monkeypatch.setattr(storing, "store", away)
    with pytest.raises(OperationalError):
        take(*company(article, 3))
    assert tries == [3]


class TestKeptArticles:
    @pytest.fixture
    def kept(self, article):
        found = public_article(article.number)
        assert found is not None
        kept_articles.keep(found)
        return kept_articles.of(article.number)

    def test_an_unchanged_one_is_what_its_stamp_says(self, kept):
        (answer,) = take(replace(letters.draft(kept.article), stamp=kept.stamp))
        assert answer.is_new

    @pytest.mark.parametrize("change", [{"title": "Anders"}, {"live": False}, {"comments_open": False}])
    def test_one_that_changed_is_stale_and_nothing_is_stored(self, article, kept, change):
        type(article).objects.filter(pk=article.pk).update(**change)
        (answer,) = take(replace(letters.draft(kept.article), stamp=kept.stamp))
        assert isinstance(answer, Stale)
        assert not Comment.objects.exists()

    def test_a_reader_notices_nothing_of_it(self, article, post):
        assert post().status_code == 303
        type(article).objects.filter(pk=article.pk).update(title="Die Brücke ist wieder zu")
        assert post().status_code == 303
        assert kept_articles.of(article.number).article.title == "Die Brücke ist wieder zu"
        type(article).objects.filter(pk=article.pk).update(live=False)
        assert post().status_code == 404

    def test_rules_are_those_of_the_moment(self, article, post):
        assert post().status_code == 303
        DebateRules.objects.create(article=article, closed_at=timezone.now())
        assert post().status_code == 422


class TestTogether:
    def test_who_comes_while_one_acts_is_the_next_company(self):
        companies: list[list[int]] = []
        acting, may_go_on = threading.Event(), threading.Event()

        def act(many):
            companies.append(list(many))
            acting.set()
            assert may_go_on.wait(20)
            return [number * 2 for number in many]

        together: Together[int, int] = Together(act, 3)
        given: dict[int, int] = {}
        threads = [_asking(together, given, 0)]
        assert acting.wait(20)
        threads += [_asking(together, given, number) for number in range(1, 5)]
        while len(together._waiting) < 4:
            threads[-1].join(0.001)
        may_go_on.set()
        for thread in threads:
            thread.join(20)
        assert given == {number: number * 2 for number in range(5)}
        assert [len(company) for company in companies] == [1, 3, 1]

    def test_what_is_raised_is_raised_to_all_and_the_next_goes_on(self):
        def act(many):
            raise ValueError(f"{len(many)}")

        together: Together[int, int] = Together(act, 3)
        for _twice in range(2):
            with pytest.raises(ValueError, match="1"):
                together(1)


def _asking(together: Callable[[int], int], given: dict[int, int], number: int) -> threading.Thread:
    def ask() -> None:
        given[number] = together(number)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_threads_that_post_at_once_all_get_their_own_comment(article):
    drafts = [letters.draft(article, address=f"10.9.{number}.7") for number in range(12)]
    given: dict[int, submitting.Submitted] = {}

    def post(number: int) -> None:
        given[number] = submitting.submit(drafts[number])
        connection.close()

    threads = [threading.Thread(target=post, args=[number]) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert {number: answer.comment.text for number, answer in given.items()} == {
        number: draft.text for number, draft in enumerate(drafts)
    }
    assert Comment.objects.count() == 12
    assert Debate.objects.get(pk=article.pk).comments == 12

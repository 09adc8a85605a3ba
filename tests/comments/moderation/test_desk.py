"""The queue's screen: by plain forms and by its script's calls."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from presswerk.comments.models import AuditEntry, Comment, State
from presswerk.comments.moderation.actions import claiming
from presswerk.comments.moderation.models import Claim
from presswerk.comments.moderation.queue import Narrowing, queue
from tests import world
from tests.comments.moderation.conftest import member, write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SCRIPT = {"HTTP_X_DESK": "1"}


def act(client, comment, name, *, query="", script=False, **fields):
    url = reverse("moderation:act", args=[comment.pk]) + (f"?{query}" if query else "")
    data = {"act": name, "seen": comment.state, **fields}
    return client.post(url, data, **(SCRIPT if script else {}))


def shown(answer) -> str:
    return answer.content.decode()


def test_the_oldest_comment_is_shown_with_its_context_and_reasons(desk, article):
    start = write(article, "Der Anfang.", state=State.PUBLISHED)
    write(article, "Dazwischen.", state=State.PUBLISHED, parent=start)
    write(article, "Schon früher da.", state=State.REJECTED, email="x@example.org")
    write(
        article, "Kauft **hier**: https://laden.example.net", parent=start, email="x@example.org",
        held_for=[{"code": "links", "params": {"count": 1}, "share": 0.6}], spam_probability=0.4,
    )  # fmt: skip
    page = shown(desk.get(reverse("moderation:queue")))
    for words in (
        "Kauft <strong>hier</strong>", "Number of links: 1.", "Spam 40 %", article.title, article.lead,
        "Der Anfang.", "Dazwischen.", "Schon früher da.", "laden.example.net", "<kbd>A</kbd>",
    ):  # fmt: skip
        assert words in page, words


def test_an_empty_queue_says_so(desk, paper):
    assert "Nothing waits for you." in shown(desk.get(reverse("moderation:queue")))


def test_without_script_a_decision_leads_to_the_next(desk, article):
    first, second = write(article), write(article)
    desk.get(reverse("moderation:queue"))
    answer = act(desk, first, "approve")
    assert answer.status_code == 302
    page = shown(desk.get(answer.url))
    assert f"Published: {first.author_name}." in page
    assert second.text in page
    first.refresh_from_db()
    assert first.state == State.PUBLISHED


def test_with_script_the_answer_is_the_next_comment_alone(desk, article):
    first, second = write(article), write(article)
    answer = act(desk, first, "reject:insult", script=True)
    page = shown(answer)
    assert "<html" not in page
    assert second.text in page
    assert f"Rejected: {first.author_name}." in page
    assert "Your last act: rejected: Insult." in page
    assert Claim.objects.get().comment_id == second.pk


def test_next_passes_over_and_comes_round(desk, article):
    first, second = write(article), write(article)
    assert first.text in shown(desk.get(reverse("moderation:queue")))
    page = shown(desk.get(reverse("moderation:queue"), {"after": first.pk}))
    assert second.text in page
    assert not Claim.objects.filter(comment=first).exists()
    assert first.text in shown(desk.get(reverse("moderation:queue"), {"after": second.pk}))


def test_what_somebody_else_has_open_is_not_shown_and_not_decided(desk, article, milo):
    first, second = write(article), write(article)
    claiming.take(milo, first.pk)
    assert second.text in shown(desk.get(reverse("moderation:queue")))
    assert "Milo Moder has this comment before them." in shown(
        desk.get(reverse("moderation:comment", args=[first.pk]))
    )
    assert "Milo Moder has this comment" in shown(act(desk, first, "approve", script=True))
    first.refresh_from_db()
    assert first.state == State.WAITING


def test_what_another_decided_meanwhile_is_not_overruled_unseen(desk, article, milo):
    from presswerk.comments.moderation.actions.judging import judge

    comment = write(article)
    judge(Comment.objects.get(pk=comment.pk), "spam", milo)
    page = shown(act(desk, comment, "approve", script=True))
    assert "Meanwhile Milo Moder has decided: Spam." in page
    comment.refresh_from_db()
    assert comment.state == State.SPAM


def test_edit_pick_and_ban_stay_with_the_comment(desk, article):
    comment = write(article)
    assert "readers see that it was edited" in shown(act(desk, comment, "edit", script=True, text="Neu."))
    assert "Picked for readers." in shown(act(desk, comment, "pick", script=True))
    page = shown(act(desk, comment, "ban", script=True, kinds=["email", "network"], days="7"))
    assert "2 bans were made." in page
    assert "Neu." in page


def test_what_was_typed_stays_when_it_is_not_taken(desk, article):
    comment = write(article, state=State.PUBLISHED)
    answer = act(desk, comment, "reply", script=True, reply="x" * 6000)
    assert answer.status_code == 422
    assert "too long" in shown(answer)
    assert "x" * 6000 in shown(answer)
    answer = act(desk, comment, "reply", reply="x" * 6000)
    assert answer.status_code == 422
    assert "x" * 6000 in shown(answer)


def test_undo_brings_the_comment_back_before_the_moderator(desk, article):
    comment = write(article)
    act(desk, comment, "spam")
    entry = AuditEntry.objects.latest("id")
    page = shown(act(desk, comment, "undo", script=True, entry=entry.pk))
    assert "Undone: called spam." in page
    assert comment.text in page
    comment.refresh_from_db()
    assert comment.state == State.WAITING
    assert "Undo: " not in shown(desk.get(reverse("moderation:recent")))


def test_an_act_that_there_is_not_is_refused(desk, article):
    assert act(desk, write(article), "promote").status_code == 400
    assert desk.get(reverse("moderation:act", args=[1])).status_code == 405


@pytest.mark.parametrize("role", ["author"])
def test_who_may_not_moderate_sees_nothing(client, article, role):
    comment = write(article)
    client.force_login(member("Otto", role))
    assert client.get(reverse("moderation:queue")).status_code == 302
    assert act(client, comment, "approve").status_code == 302
    comment.refresh_from_db()
    assert comment.state == State.WAITING
    assert client.get(reverse("moderation:counts")).status_code == 302


def test_rules_are_for_those_who_lead(client, article, mara):
    client.force_login(mara)
    for name in ("rules", "paper_rules", "lists"):
        assert client.get(reverse(f"moderation:{name}")).status_code == 302
    client.force_login(member("Chefin", "chief_editor"))
    for name in (
        "rules",
        "paper_rules",
        "lists",
        "queue",
        "statistics",
        "log",
        "bans",
        "try",
        "recent",
        "list",
    ):
        assert client.get(reverse(f"moderation:{name}")).status_code == 200, name


def test_the_menu_has_the_desk_for_moderators(desk):
    assert reverse("moderation:queue") in shown(desk.get(reverse("wagtailadmin_home")))


def test_counters_are_capped_and_extend_the_open_claim(desk, article, mara, monkeypatch):
    from presswerk.comments.moderation import counters

    monkeypatch.setattr(counters, "MOST", 2)
    comments = [write(article) for _number in range(4)]
    claiming.take(mara, comments[0].pk, timezone.now() - timedelta(minutes=9))
    answer = desk.get(reverse("moderation:counts"), {"open": comments[0].pk})
    assert json.loads(answer.content)["waiting"] == "2+"
    assert Claim.objects.get().until > timezone.now() + timedelta(minutes=9)


class TestNarrowing:
    def keys(self, **fields):
        return list(queue(Narrowing(**fields)).values_list("pk", flat=True))

    def test_by_section_with_those_below_it_article_and_probability(self, article, politik, sport):
        below = world.make_section("Kommunales", parent=politik)
        deep, other = world.make_article(below), world.make_article(sport)
        first, second, third = write(article), write(deep, spam_probability=0.7), write(other)
        assert self.keys(section=politik.pk) == [first.pk, second.pk]
        assert self.keys(article=other.pk) == [third.pk]
        assert self.keys(least=50) == [second.pk]

    def test_by_age_reports_author_and_host(self, article):
        old = write(article, submitted_at=timezone.now() - timedelta(hours=5), insult_probability=0.9)
        told = write(article, "Siehe https://www.Beispiel.example/x", reports=2, email="a@example.org")
        again = write(article, "Nicht beispiel.example.net", email="a@example.org")
        assert self.keys(hours=3) == [old.pk]
        assert self.keys(insult=80) == [old.pk]
        assert self.keys(reported=True) == [told.pk]
        assert self.keys(author=again.pk) == [told.pk, again.pk]
        assert self.keys(host="beispiel.example") == [told.pk]

    def test_by_state(self, article, mara):
        public = write(article, state=State.PUBLISHED, reports=1)
        read = write(article, state=State.PUBLISHED, decided_by=mara)
        gone = write(article, state=State.SPAM)
        called = write(article, state=State.SPAM, decided_by=mara)
        assert self.keys(state="reported") == [public.pk]
        assert self.keys(state="unread") == [public.pk]
        assert self.keys(state="discarded") == [gone.pk]
        assert self.keys(state="rejected") == [called.pk]
        assert self.keys(state="published") == [read.pk, public.pk]

    def test_nonsense_in_an_address_is_left_out(self, rf):
        request = rf.get("/?state=x&section=²&least=1e9&hours=-1&author=99999999999999999999&host=%00")
        assert Narrowing.read(request.GET).state == "waiting"
        assert Narrowing.read(request.GET).section is None


def test_what_the_filter_discarded_is_rescued(desk, article):
    gone = write(article, state=State.SPAM)
    page = shown(desk.get(reverse("moderation:queue"), {"state": "discarded"}))
    assert gone.text in page
    act(desk, gone, "approve", query="state=discarded")
    gone.refresh_from_db()
    assert gone.state == State.PUBLISHED


class TestBulk:
    def test_those_that_are_chosen(self, desk, article):
        comments = [write(article) for _number in range(3)]
        answer = desk.post(
            reverse("moderation:list"),
            {"act": "spam", "comment": [comments[0].pk, comments[2].pk]},
            follow=True,
        )
        assert "2 comments: called spam." in shown(answer)
        assert list(Comment.objects.filter(state=State.WAITING)) == [comments[1]]

    def test_all_of_an_author_and_none_that_another_has_open(self, desk, article, milo):
        own = [write(article, email="a@example.org") for _number in range(3)]
        write(article)
        claiming.take(milo, own[0].pk)
        url = reverse("moderation:list") + f"?author={own[1].pk}"
        answer = desk.post(url, {"act": "reject:repeated", "all": "1"}, follow=True)
        assert "2 comments: rejected." in shown(answer)
        own[0].refresh_from_db()
        assert own[0].state == State.WAITING

    def test_all_that_link_to_a_host(self, desk, article):
        write(article, "Kauft bei https://a.laden.example!")
        write(article, "Nichts zu kaufen.")
        url = reverse("moderation:list") + "?host=laden.example"
        assert "1 comment: called spam." in shown(desk.post(url, {"act": "spam", "all": "1"}, follow=True))

    def test_nothing_without_an_act_or_a_ground(self, desk, article):
        comment = write(article)
        for name in ("", "reject", "reject:mood"):
            desk.post(reverse("moderation:list"), {"act": name, "comment": comment.pk})
        comment.refresh_from_db()
        assert comment.state == State.WAITING

    def test_pages_by_key(self, desk, article, monkeypatch):
        from presswerk.comments.moderation.screens import listing

        monkeypatch.setattr(listing, "A_PAGE", 2)
        comments = [write(article) for _number in range(3)]
        page = shown(desk.get(reverse("moderation:list")))
        assert comments[1].text in page
        assert comments[2].text not in page
        assert comments[2].text in shown(desk.get(reverse("moderation:list"), {"after": comments[1].pk}))


def queries_of(call) -> int:
    with CaptureQueriesContext(connection) as found:
        call()
    return len(found)


def test_queries_do_not_grow_with_what_waits(desk, article):
    """Of the queue, of a decision, of the list, of the counters: N against 4 N."""

    def measure() -> list[int]:
        comment = Comment.objects.filter(state=State.WAITING).order_by("submitted_at").last()
        return [
            queries_of(lambda: desk.get(reverse("moderation:queue"))),
            queries_of(lambda: act(desk, comment, "approve", script=True)),
            queries_of(lambda: desk.get(reverse("moderation:list"))),
            queries_of(lambda: desk.get(reverse("moderation:counts"))),
        ]

    start = write(article, state=State.PUBLISHED)
    for _number in range(4):
        write(article, email="a@example.org", parent=start)
    measure()
    few = measure()
    for _number in range(16):
        write(article, email="a@example.org", parent=start)
    assert measure() == few
    # The session, the person, their permissions; then what the screen is made of.
    assert few[3] <= 9, few
    assert few[1] <= 37, few

"""What moderators do, what the filters learn of it, and how it is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from presswerk.comments import filtering
from presswerk.comments.actions.deciding import NotDecided, decide
from presswerk.comments.models import AuditEntry, Comment, Debate, State
from presswerk.comments.moderation import erasing, teaching
from presswerk.comments.moderation.actions import banning, editing, judging, picking, replying, undoing
from presswerk.comments.moderation.models import Ban, EarlierText
from presswerk.comments.moderation.teaching import insult_engine
from tests import world
from tests.comments.moderation.conftest import write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def edited(comment: Comment, text: str, by: Any) -> AuditEntry:
    """Edit a comment to another text."""
    entry = editing.edit(comment, text, by)
    assert entry is not None
    return entry


def last_entry() -> AuditEntry:
    return AuditEntry.objects.latest("id")


def test_an_approved_comment_is_public_and_counted_and_written_down(article, mara):
    comment = write(article)
    judging.judge(comment, "approve", mara)
    comment.refresh_from_db()
    assert (comment.state, comment.shows_text, comment.decided_by) == (State.PUBLISHED, True, mara)
    assert Debate.objects.get(pk=article.pk).comments == 1
    entry = last_entry()
    assert (entry.act, entry.actor, entry.data["before"], entry.data["after"]) == (
        "publish", mara, "waiting", "published"
    )  # fmt: skip


def test_a_rejection_needs_a_ground_and_keeps_it(article, mara):
    comment = write(article)
    with pytest.raises(NotDecided):
        judging.judge(comment, "reject", mara)
    judging.judge(comment, "reject", mara, "off_topic")
    assert last_entry().data["reason"] == "off_topic"


def test_several_are_decided_at_once_and_what_was_erased_is_left_out(article, mara):
    comments = [write(article) for _number in range(3)]
    decide(comments[1], State.ERASED)
    entries = judging.judge_all(comments, "spam", mara)
    assert [entry.comment_id for entry in entries] == [comments[0].pk, comments[2].pk]
    assert Comment.objects.filter(state=State.SPAM).count() == 2


def test_each_decision_teaches_after_its_commit(article, mara, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        judging.judge(write(article), "spam", mara)
        assert filtering.engine().decisions == 0
    assert (filtering.engine().decisions, insult_engine().decisions) == (1, 0)
    with django_capture_on_commit_callbacks(execute=True):
        judging.judge(write(article), "approve", mara)
        judging.judge(write(article), "reject", mara, "insult")
    assert (filtering.engine().decisions, insult_engine().decisions) == (3, 2)


def test_an_insult_is_no_advertising():
    assert teaching.lessons_of(State.REJECTED, "insult") == {"spam": (False, 1.0), "insult": (True, 1.0)}
    assert teaching.lessons_of(State.SPAM, "") == {"spam": (True, 1.0)}
    assert teaching.lessons_of(State.REJECTED, "off_topic") == {"spam": (False, 0.5)}
    assert teaching.lessons_of(State.WITHDRAWN, "") == {}


def test_undoing_unteaches_and_puts_the_comment_back(article, mara, django_capture_on_commit_callbacks):
    comment = write(article)
    with django_capture_on_commit_callbacks(execute=True):
        entry = judging.judge(comment, "approve", mara)
    with django_capture_on_commit_callbacks(execute=True):
        undoing.undo(entry, mara)
    comment.refresh_from_db()
    assert (comment.state, comment.shows_text, comment.decided_at) == (State.WAITING, False, None)
    assert Debate.objects.get(pk=article.pk).comments == 0
    assert filtering.engine().decisions == insult_engine().decisions == 0
    assert last_entry().data["undoes"] == entry.pk


def test_undoing_the_second_decision_teaches_the_first_again(
    article, mara, django_capture_on_commit_callbacks
):
    comment = write(article)
    with django_capture_on_commit_callbacks(execute=True):
        judging.judge(comment, "reject", mara, "insult")
        second = judging.judge(comment, "approve", mara)
    with django_capture_on_commit_callbacks(execute=True):
        undoing.undo(second, mara)
    comment.refresh_from_db()
    assert comment.state == State.REJECTED
    assert (filtering.engine().decisions, insult_engine().decisions) == (1, 1)


def test_what_was_decided_otherwise_since_or_undone_or_is_old_stays(article, mara, milo):
    comment = write(article)
    first = judging.judge(comment, "approve", mara)
    judging.judge(comment, "spam", milo)
    with pytest.raises(undoing.NotUndone, match="otherwise"):
        undoing.undo(first, mara)
    other = judging.judge(write(article), "approve", mara)
    undoing.undo(other, mara)
    with pytest.raises(undoing.NotUndone, match="already"):
        undoing.undo(other, mara)
    old = judging.judge(write(article), "approve", mara)
    AuditEntry.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=1, seconds=1))
    old.refresh_from_db()
    with pytest.raises(undoing.NotUndone, match="day"):
        undoing.undo(old, mara)


def test_the_last_act_that_can_be_undone_is_found(article, mara):
    first = judging.judge(write(article), "approve", mara)
    second = judging.judge(write(article), "spam", mara)
    assert undoing.last_of(mara) == second
    undoing.undo(second, mara)
    assert undoing.last_of(mara) == first


def test_an_edit_is_marked_and_can_be_taken_back_and_its_earlier_text_goes_in_time(article, mara):
    comment = write(article, "Das ist *mein* Text.")
    entry = edited(comment, "Das ist **unser** Text.", mara)
    assert comment.edited_by_desk
    assert "<strong>unser</strong>" in comment.html
    assert "unser" not in str(last_entry().data)
    assert editing.edit(comment, comment.text, mara) is None
    undoing.undo(entry, mara)
    comment.refresh_from_db()
    assert (comment.text, comment.edited_by_desk, comment.edited_at) == ("Das ist *mein* Text.", False, None)
    editing.edit(comment, "Anders.", mara)
    EarlierText.objects.update(at=timezone.now() - timedelta(days=2))
    assert undoing.delete_old_texts() == 1


def test_an_edit_on_top_of_another_is_undone_first(article, mara):
    comment = write(article)
    first = edited(comment, "Eins.", mara)
    second = edited(comment, "Zwei.", mara)
    with pytest.raises(undoing.NotUndone, match="again"):
        undoing.undo(first, mara)
    undoing.undo(second, mara)
    undoing.undo(first, mara)


def test_an_empty_edit_is_refused(article, mara):
    with pytest.raises(editing.NotEdited):
        editing.edit(write(article), " \n", mara)


def test_a_pick_and_its_undoing(article, mara):
    comment = write(article, state=State.PUBLISHED)
    entry = picking.pick(comment, mara)
    assert Comment.objects.get(pk=comment.pk).is_pick
    undoing.undo(entry, mara)
    assert not Comment.objects.get(pk=comment.pk).is_pick


def test_a_ban_knows_hashes_and_ends(article, mara):
    comment = write(article, "Kauft bei https://shop.example.org/x!", email="wer@example.org")
    entries = banning.ban(comment, ["email", "network", "host"], 7, mara)
    assert {ban.kind for ban in Ban.objects.all()} == {"email", "network", "host"}
    assert not Ban.objects.filter(value__contains="@").exists()
    assert Ban.objects.get(kind="host").value == "shop.example.org"
    banning.ban(comment, ["email"], None, mara)
    assert Ban.objects.get(kind="email").until is None
    undoing.undo(last_entry(), mara)
    assert Ban.objects.get(kind="email").until is not None
    undoing.undo(entries[0], mara)
    assert Ban.objects.get(kind="email").lifted_at is not None


def test_a_reply_of_the_byline_is_marked_and_undone_by_withdrawal(article, mara, politik):
    profile = world.make_author("Mara Moder", user=mara)
    own = world.make_article(politik, "Von Mara", authors=[profile])
    waiting = write(own)
    answer = replying.reply(waiting, "Danke für den Hinweis!", mara)
    waiting.refresh_from_db()
    assert waiting.state == State.PUBLISHED
    assert (answer.state, answer.by_author, answer.author_name) == (State.PUBLISHED, True, "Mara Moder")
    assert answer.parent == waiting
    undoing.undo(AuditEntry.objects.filter(comment_id=answer.pk).latest("id"), mara)
    answer.refresh_from_db()
    assert answer.state == State.WITHDRAWN


def test_a_reply_of_others_of_the_newsroom_bears_their_name_without_the_mark(article, mara):
    answer = replying.reply(write(article, state=State.PUBLISHED), "Wir prüfen das.", mara)
    assert (answer.author_name, answer.by_author, answer.staff) == ("Mara Moder", False, mara)


def test_only_what_is_public_can_be_answered(article, mara):
    with pytest.raises(replying.NotAnswered):
        replying.reply(write(article, state=State.SPAM), "Nein.", mara)


def test_erasing_takes_what_the_desk_holds_of_the_text(article, mara):
    comment = write(article)
    editing.edit(comment, "Anders.", mara)
    banning.ban(comment, ["email"], 7, mara)
    erasing.forget_texts(comment)
    assert not EarlierText.objects.exists()
    assert Ban.objects.get().label == ""

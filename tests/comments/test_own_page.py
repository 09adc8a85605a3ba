"""The page of one's own comment: change, withdraw, mails about replies."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.safestring import mark_safe

from presswerk.comments import seams, signing
from presswerk.comments.actions import deciding, own_links
from presswerk.comments.models import AuditEntry, Comment, Debate, DebateRules, Mode, State
from presswerk.jobs.models import OutboxItem
from tests.comments.letters import part_of

pytestmark = pytest.mark.both_databases


@pytest.fixture
def own(reader, write):
    """A comment and the path of its page."""
    comment = write()
    return comment, own_links.path_of(comment)


def test_the_text_can_be_changed_within_the_window(reader, own):
    comment, path = own
    answer = reader.post(path, {"action": "edit", "text": "Anders gesagt: Die Brücke ist **offen**."})
    assert answer.status_code == 303
    comment.refresh_from_db()
    assert "<strong>offen</strong>" in comment.html
    assert comment.edited_at
    assert comment.state == State.PUBLISHED
    assert AuditEntry.objects.filter(comment_id=comment.pk, act="edit", actor_kind="reader").exists()


def test_after_the_window_it_stays_and_the_change_is_given_back(reader, own):
    _comment, path = own
    Comment.objects.update(submitted_at=timezone.now() - timedelta(minutes=16))
    assert "Änderung speichern" not in reader.get(path).content.decode()
    answer = reader.post(path, {"action": "edit", "text": "Zu spät gedacht, aber gedacht."})
    assert answer.status_code == 422
    assert "Zu spät gedacht, aber gedacht." in answer.content.decode()


def test_a_change_is_judged_anew(reader, own, article):
    comment, path = own
    DebateRules.objects.create(article=article, mode=Mode.BEFORE)
    reader.post(path, {"action": "edit", "text": "Jetzt sage ich etwas ganz anderes über die Brücke."})
    comment.refresh_from_db()
    assert comment.state == State.WAITING
    assert not comment.is_visible
    assert Debate.objects.get(article=article).comments == 0


def test_a_comment_can_be_withdrawn_and_leaves_the_page(reader, own, article):
    comment, path = own
    assert reader.post(path, {"action": "withdraw"}).status_code == 303
    comment.refresh_from_db()
    assert comment.state == State.WITHDRAWN
    assert comment.text not in reader.get(article.url).content.decode()
    assert "zurückgezogen" in reader.get(path).content.decode()


def test_replies_keep_the_place_of_what_was_withdrawn(reader, own, write, article):
    comment, path = own
    write("Das sehe ich genauso wie Sie, die Brücke ist schön.", parent=comment)
    reader.post(path, {"action": "withdraw"})
    page = reader.get(article.url).content.decode()
    assert f'id="comment-{comment.pk}"' in page
    assert "von der Person entfernt" in page
    assert "Das sehe ich genauso" in page


@pytest.mark.parametrize("token", ["x", "AAAA" * 8])
def test_a_made_up_link_leads_nowhere(reader, token, paper):
    assert reader.get(f"/comment/own/{token}/").status_code == 404


def test_a_link_of_another_purpose_opens_nothing(reader, own):
    comment, _path = own
    token = signing.sign("replies-stop", str(comment.pk), 1)
    assert reader.get(f"/comment/own/{token}/").status_code == 404
    old = signing.sign("own", str(comment.pk), -1)
    assert reader.get(f"/comment/own/{old}/").status_code == 410


def test_other_sites_cannot_withdraw(reader, own):
    comment, path = own
    answer = reader.post(path, {"action": "withdraw"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


def test_others_hang_pieces_into_the_page(reader, own, monkeypatch):
    monkeypatch.setitem(seams._own_pieces, "test", lambda comment, request: mark_safe("<p>Beschwerde</p>"))
    assert "<p>Beschwerde</p>" in reader.get(own[1]).content.decode()


# Mails about replies ----------------------------------------------------------------------------


def mails() -> list[dict]:
    """What waits in the outbox, with the text decoded."""
    from email import message_from_string, policy

    found = []
    for item in OutboxItem.objects.filter(kind="mail").order_by("pk"):
        message = message_from_string(item.payload["message"], policy=policy.default)
        found.append({"to": item.payload["to"], "subject": message["Subject"], "text": message.get_content()})
    return found


def test_who_wants_mails_confirms_first(reader, write):
    comment = write(wants_replies=True)
    write("Ich antworte Ihnen gern, was die Brücke angeht.", parent=comment, email="otto@example.org")
    (asked,) = mails()
    assert asked["to"] == "berta@example.org"
    assert comment.text not in asked["text"]
    assert "Berta" not in asked["text"]
    link = part_of(asked["text"], r"http\S+(/comment/replies/confirm/\S+)")
    reader.get(link)
    comment.sender.refresh_from_db()
    assert comment.sender.confirmed_at is None
    assert reader.post(link).status_code == 200
    write("Noch eine Antwort, diesmal zur Fähre.", parent=comment, name="Otto", email="otto@example.org")
    told = mails()[-1]
    assert told["to"] == "berta@example.org"
    assert "Otto" in told["text"]
    assert "diesmal zur Fähre" in told["text"]
    stop = part_of(told["text"], r"http\S+(/comment/replies/stop/\S+)")
    reader.post(stop)
    write("Und noch eine Antwort zur Fähre und zum Bus.", parent=comment, email="otto@example.org")
    assert len(mails()) == 2


def test_nobody_is_told_of_their_own_replies_nor_of_what_waits(reader, write, article):
    comment = write(wants_replies=True)
    comment.sender.confirmed_at = timezone.now()
    comment.sender.save()
    write("Ich ergänze mich selbst, es ging um die Brücke.", parent=comment)
    DebateRules.objects.create(article=article, mode=Mode.BEFORE)
    waiting = write("Von Otto, der warten muss, zur Brücke.", parent=comment, email="otto@example.org")
    assert len(mails()) == 1
    deciding.decide(waiting, State.PUBLISHED)
    assert len(mails()) == 2
    deciding.decide(waiting, State.REJECTED)
    deciding.decide(waiting, State.PUBLISHED)
    assert len(mails()) == 2


def test_a_mailbox_cannot_be_bombed(write):
    for _number in range(8):
        write(wants_replies=True, email="opfer@example.org")
    assert len(mails()) == 3


@pytest.mark.parametrize(
    "name", ["Otto\nBcc: alle@example.org", "Otto\r\nSubject: x", "Otto\u2028X", "=?utf-8?q?x?="]
)
def test_no_name_becomes_a_header(write, name):
    comment = write(wants_replies=True)
    comment.sender.confirmed_at = timezone.now()
    comment.sender.save()
    write("Eine Antwort zur Brücke von Otto selbst.", parent=comment, name=name, email="otto@example.org")
    raw = OutboxItem.objects.filter(kind="mail").last().payload["message"]
    headers = raw.split("\r\n\r\n", 1)[0]
    assert "Bcc" not in headers
    assert headers.count("Subject:") == 1

"""The form over HTTP: whatever goes wrong, what was typed comes back."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from presswerk.comments.actions import submitting
from presswerk.comments.models import Comment, DebateRules, Mode, State
from presswerk.comments.views import submitting as views
from tests import world
from tests.comments import letters

pytestmark = pytest.mark.both_databases


def typed_is_there(answer, text: str) -> bool:
    page = answer.content.decode()
    return text in page and 'value="Berta Meier"' in page and 'value="berta@example.org"' in page


def test_a_sent_comment_leads_to_a_page_of_its_own(post, reader):
    answer = post()
    assert answer.status_code == 303
    assert not answer.cookies
    own = reader.get(answer["Location"].split("#")[0])
    assert "Ihr Kommentar ist veröffentlicht." in own.content.decode()
    assert own["Cache-Control"] == "private, no-store"
    assert own["Referrer-Policy"] == "same-origin"
    assert not own.cookies


def test_sent_twice_leads_to_the_same_comment(reader, article):
    form = letters.form(article)
    first, second = reader.post("/comment/", form), reader.post("/comment/", form)
    assert first.status_code == second.status_code == 303
    assert Comment.objects.count() == 1


def test_a_comment_that_waits_says_why(post, reader, article):
    DebateRules.objects.create(article=article, mode=Mode.BEFORE)
    page = reader.get(post()["Location"].split("#")[0]).content.decode()
    assert "wartet auf die Moderation" in page
    assert "liest die Moderation jeden Kommentar" in page


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"name": ""}, 422, "Bitte geben Sie Ihren Namen an."),
        ({"name": "***"}, 422, "Bitte geben Sie Ihren Namen an."),
        ({"email": "berta"}, 422, "Das ist keine E-Mail-Adresse."),
        ({"text": "   "}, 422, "Bitte schreiben Sie einen Text."),
        ({"text": "x"}, 422, "zu kurz"),
        ({"text": "lang " * 1200}, 422, "Bitte kürzen Sie ihn."),
    ],
)
def test_a_refusal_says_what_is_wrong(post, fields, status, words):
    answer = post(**fields)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_refusal_gives_everything_back(post, article):
    DebateRules.objects.create(article=article, closed_at=timezone.now() - timedelta(hours=1))
    text = "Ein Text mit <b>spitzen</b> Klammern & mehr"
    answer = post(text=text, wants_replies="1")
    assert answer.status_code == 422
    assert typed_is_there(answer, "Ein Text mit &lt;b&gt;spitzen&lt;/b&gt; Klammern &amp; mehr")
    assert re.search(r'name="wants_replies" value="1" checked', answer.content.decode())
    assert "Diese Debatte ist geschlossen." in answer.content.decode()


def test_too_many_from_one_network_are_asked_to_wait(post):
    for _number in range(10):
        assert post().status_code == 303
    text = letters.text()
    answer = post(text=text)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert typed_is_there(answer, text)


def test_trouble_of_the_database_gives_the_text_back(post, monkeypatch):
    def broken(*_args, **_kwargs):
        raise DatabaseError("disk I/O error near 'geheimer Text'")

    monkeypatch.setattr(submitting, "submit", broken)
    text = letters.text()
    answer = post(text=text)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert typed_is_there(answer, text)


@pytest.mark.parametrize(
    ("language", "says"), [("de", "Ihr Kommentar"), ("en", "Your comment"), ("xx", "Ihr")]
)
def test_trouble_is_told_in_the_language_of_the_page(language, says, post, monkeypatch):
    def broken(*_args, **_kwargs):
        raise DatabaseError("away")

    monkeypatch.setattr(views, "public_article", broken)
    answer = post(language=language)
    assert answer.status_code == 503
    assert f"<h1>{says}" in answer.content.decode()
    assert answer["Content-Language"] == ("de" if language == "xx" else language)


def test_the_form_says_its_language(reader, article):
    assert '<input type="hidden" name="language" value="de">' in reader.get(article.url).content.decode()


def test_a_preview_stores_nothing_and_keeps_the_form(post):
    answer = post(action="preview", text="So **fett** ist das & <i>so</i>")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<strong>fett</strong>" in page
    assert "&lt;i&gt;" in page
    assert typed_is_there(answer, "So **fett** ist das &amp; &lt;i&gt;so&lt;/i&gt;")
    assert not Comment.objects.exists()


def test_a_signed_moment_comes_with_the_first_answer(post):
    page = post(action="preview").content.decode()
    started = letters.part_of(page, r'name="started" value="([^"]+)"')
    post(started=started)
    seconds = Comment.objects.get().sender.seconds_to_fill
    assert seconds is not None
    assert 0 <= seconds < 60


def test_without_a_script_the_time_to_fill_is_unknown(post):
    post()
    assert Comment.objects.get().sender.seconds_to_fill is None


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}],
)
def test_other_sites_cannot_send_in_a_readers_name(post, headers):
    assert post(headers=headers).status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://127.0.0.1"}])
def test_our_own_pages_and_programs_can(post, headers):
    assert post(headers=headers).status_code == 303


def test_the_form_in_the_page_holds_nothing_individual(reader, article):
    first, second = reader.get(article.url).content, reader.get(article.url).content
    assert first == second
    page = first.decode()
    assert 'name="started" value=""' in page
    assert "csrf" not in page
    assert re.search(r'aria-hidden="true">.*?tabindex="-1" autocomplete="off"', page)


def test_the_reply_page_works_without_a_script(reader, article, write):
    answered = write("Was sagen *Sie* dazu? Die Brücke ist doch offen.")
    page = reader.get(f"/comment/{answered.pk}/reply/").content.decode()
    assert "<em>Sie</em>" in page
    assert f'name="parent" value="{answered.pk}"' in page
    form = letters.form(article) | {"parent": str(answered.pk), "email": "otto@example.org"}
    assert reader.post("/comment/", form).status_code == 303
    assert Comment.objects.get(parent=answered).depth == 1


def test_an_answer_to_what_has_gone_is_not_lost(post, write):
    gone = write(honeypot_filled=True)
    text = letters.text()
    answer = post(parent=str(gone.pk), text=text)
    assert answer.status_code == 422
    assert typed_is_there(answer, text)


@pytest.mark.parametrize("number", ["", "x", "0", "999999", "9" * 30])
def test_there_is_no_form_for_no_article(post, number):
    assert post(article=number).status_code == 404


def test_a_draft_takes_no_comments(reader, politik):
    draft = world.make_draft(politik)
    assert reader.post("/comment/", letters.form(draft)).status_code == 404


def test_the_form_speaks_the_language_of_its_article(reader, paper):
    from presswerk.newsroom.actions import founding

    english = founding.add_edition("en", "Test Paper")
    news = world.make_section("News", parent=english)
    article = world.make_article(news, "The bridge is open")
    answer = reader.post("/comment/", letters.form(article) | {"name": ""})
    assert "Please write your name." in answer.content.decode()
    assert answer["Content-Language"] == "en"
    assert '<html lang="en"' in answer.content.decode()
    sent = reader.post("/comment/", letters.form(article))
    assert "Your comment" in reader.get(sent["Location"].split("#")[0]).content.decode()
    assert Comment.objects.get().language == "en"


def test_get_asks_for_nothing(reader):
    assert reader.get("/comment/").status_code == 405


def test_a_state_is_told_on_the_own_page(post, reader):
    path = post()["Location"].split("#")[0]
    Comment.objects.update(state=State.REJECTED, shows_text=False, is_visible=False)
    assert "von der Moderation entfernt" in reader.get(path).content.decode()


def test_no_text_and_no_address_gets_into_a_log(post, caplog, monkeypatch):
    secret = {"text": "Ein Geheimwort über die Brücke.", "email": "geheim@example.org", "name": "Geheimrat"}
    with caplog.at_level("INFO"):
        post(**secret)
        post(**secret | {"name": ""})
        for _number in range(11):
            post()

        def broken(*_args, **_kwargs):
            raise DatabaseError("INSERT INTO … 'Geheimwort'")

        monkeypatch.setattr(submitting, "submit", broken)
        assert post(**secret).status_code == 503
    assert caplog.records
    assert "geheim" not in caplog.text.lower()
    assert "127.0.0.1" not in caplog.text
